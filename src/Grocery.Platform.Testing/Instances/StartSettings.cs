namespace Grocery.Platform.Testing.Instances;

/// <summary>What one instance of the service is started with.</summary>
/// <param name="Configuration">Configuration keys and values, beside the ports.</param>
/// <param name="MustListen">Whether the start waits until the service listens; otherwise it may as well end.</param>
/// <param name="Patience">How long the start may take.</param>
internal sealed record StartSettings(IReadOnlyDictionary<string, string> Configuration, bool MustListen, TimeSpan Patience);
