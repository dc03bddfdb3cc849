using Grocery.Platform.Config.Sources;

namespace Grocery.Platform.Config.AppConfig;

/// <summary>Reads the document of one profile. Not for concurrent reads.</summary>
internal interface IDocumentReader
{
    /// <summary>Gets the address that is asked.</summary>
    string Address { get; }

    /// <returns>The document; the instance of the last read when it is still deployed.</returns>
    /// <exception cref="SourceMissingException">Nothing is deployed.</exception>
    Task<ConfigurationDocument> ReadAsync(ReadProgress progress, CancellationToken cancellationToken);
}
