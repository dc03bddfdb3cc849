namespace Grocery.AppHost.Shop;

/// <summary>What the supervisor does with a service.</summary>
internal enum ServicePhase
{
    Starting,
    Running,

    /// <summary>A new process takes the place of the old one.</summary>
    Deploying,

    /// <summary>It died, and is started again.</summary>
    Restarting,
}
