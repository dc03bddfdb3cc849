using System.Text.Json;

namespace Grocery.Platform.Observability.Logging;

/// <summary>The identity, encoded once for every line.</summary>
internal sealed class LineIdentity(ServiceIdentity identity)
{
    public JsonEncodedText Service { get; } = JsonLine.Encode(identity.Name);

    public JsonEncodedText Version { get; } = JsonLine.Encode(identity.Version);

    public JsonEncodedText Environment { get; } = JsonLine.Encode(identity.Environment);

    public JsonEncodedText Instance { get; } = JsonLine.Encode(identity.Instance);
}
