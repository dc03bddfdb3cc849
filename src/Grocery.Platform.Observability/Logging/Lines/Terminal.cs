namespace Grocery.Platform.Observability.Logging.Lines;

/// <summary>What standard output can show.</summary>
internal static class Terminal
{
    // https://no-color.org; .NET's own variable says that a redirected output still ends at a terminal.
    public static bool HasColours =>
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && (!Console.IsOutputRedirected || IsOn(Environment.GetEnvironmentVariable("DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION")));

    private static bool IsOn(string? text) => text is "1" || (bool.TryParse(text, out var isOn) && isOn);
}
