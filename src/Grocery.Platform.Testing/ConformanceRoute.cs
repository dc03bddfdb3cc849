namespace Grocery.Platform.Testing;

/// <summary>A request that the suite makes of the service.</summary>
/// <param name="Method">The method, such as <c>GET</c>.</param>
/// <param name="Path">The path with its query, such as <c>/products?page=1</c>.</param>
/// <param name="Json">The body, or <see langword="null"/> for none.</param>
public sealed record ConformanceRoute(string Method, string Path, string? Json = null)
{
    /// <summary>Makes a GET of a path.</summary>
    /// <param name="path">The path with its query; begins with a slash.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> does not begin with a slash.</exception>
    public static implicit operator ConformanceRoute(string path) => Get(path);

    /// <summary>Makes a GET of a path.</summary>
    /// <param name="path">The path with its query; begins with a slash.</param>
    /// <returns>The request.</returns>
    /// <exception cref="ArgumentException"><paramref name="path"/> does not begin with a slash.</exception>
    public static ConformanceRoute Get(string path)
    {
        ArgumentNullException.ThrowIfNull(path);

        return path.StartsWith('/')
            ? new ConformanceRoute("GET", path)
            : throw new ArgumentException($"The route is \"{path}\"; allowed: a path that begins with a slash, such as /products.", nameof(path));
    }

    /// <inheritdoc />
    public override string ToString() => $"{Method} {Path}";
}
