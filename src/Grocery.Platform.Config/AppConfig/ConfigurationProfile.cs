namespace Grocery.Platform.Config.AppConfig;

/// <summary>A configuration profile in an application and an environment, each by name or id.</summary>
internal sealed record ConfigurationProfile(string Application, string Environment, string Name)
{
    public override string ToString() => $"the AppConfig profile {Application}/{Environment}/{Name}";
}
