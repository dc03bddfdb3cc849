namespace Grocery.Platform.Observability.Logging.Lines;

/// <summary>A member of a JSON line.</summary>
/// <param name="Kind">What it tells.</param>
/// <param name="Name">Its name in this preset.</param>
/// <param name="Parent">The object that it stands in; <see langword="null"/> when it stands in the line itself.</param>
internal sealed record LineMember(LineMemberKind Kind, string Name, string? Parent = null)
{
    /// <summary>Gets the name by which the member is configured: that of the default preset.</summary>
    public string Key { get; } = LineMemberKeys.Of(Kind);
}
