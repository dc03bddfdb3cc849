namespace Grocery.Versions;

/// <summary>One change of the file, which becomes one commit.</summary>
/// <param name="File">The file after it; the same as before when there is nothing to do.</param>
/// <param name="Subject">What it does: the subject of the commit.</param>
/// <param name="Why">What else the commit says.</param>
internal sealed record Change(VersionsFile File, string Subject, string Why);
