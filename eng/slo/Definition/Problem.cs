namespace Grocery.Slo.Definition;

/// <summary>Something that is wrong with a file, in the form that editors jump to.</summary>
/// <param name="Path">The file, from the root of the repository.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Message">What is wrong, what is allowed, and the fix.</param>
internal sealed record Problem(string Path, long Line, string Message)
{
    public override string ToString() => $"{Path}:{Line}: {Message}";
}
