using Grocery.Platform.Cli.Inspection;

/// <summary>What the runtime calls in the process of a service that <c>grocery doctor</c> looks into; name and place are fixed by the runtime.</summary>
internal static class StartupHook
{
    public static void Initialize() => HostWatch.Begin();
}
