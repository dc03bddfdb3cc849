namespace Grocery.AppHost.Processes;

/// <summary>What to run as a child.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Command">The program and its arguments.</param>
/// <param name="Folder">Its working folder.</param>
/// <param name="LogFile">The file that its output is added to.</param>
/// <param name="StopSignal">The signal that stops it in good order.</param>
internal sealed record ChildCommand(string Name, string[] Command, string Folder, string LogFile, int StopSignal)
{
    /// <summary>Gets the variables to set, or to remove where the value is <see langword="null"/>.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>Gets a value indicating whether it must not run as root.</summary>
    public bool Unprivileged { get; init; }
}
