namespace Grocery.Platform.Config.Sources;

/// <summary>A source of configuration outside the process that is read again and again. Not for concurrent reads.</summary>
internal interface IRemoteSource
{
    /// <summary>Gets the feature that it belongs to, in the boot report and in metrics, such as <c>parameter-store</c>.</summary>
    string Feature { get; }

    /// <summary>Gets the section of its options, which has a key <c>Required</c>.</summary>
    string Section { get; }

    /// <summary>Gets what messages call it, such as <c>the Parameter Store path /grocery/dev/shared/</c>.</summary>
    string Name { get; }

    /// <summary>Gets a value indicating whether the service must not start without it.</summary>
    bool IsRequired { get; }

    /// <summary>Gets what the role of the process must be allowed, for the message about denied access.</summary>
    string Permissions { get; }

    /// <summary>Gets the address that is asked, for the message about one that does not answer.</summary>
    string Address { get; }

    /// <summary>Reads the source.</summary>
    /// <param name="previous">What the last successful read returned; <see langword="null"/> before there was one.</param>
    /// <param name="progress">Where the calls and attempts are counted.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <returns><paramref name="previous"/> itself when nothing changed.</returns>
    /// <exception cref="SourceMissingException">There is nothing where the source should be.</exception>
    /// <exception cref="SourceContentException">What is there cannot be used.</exception>
    Task<SourceSnapshot> ReadAsync(SourceSnapshot? previous, ReadProgress progress, CancellationToken cancellationToken);
}
