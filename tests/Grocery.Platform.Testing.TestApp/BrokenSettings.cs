namespace Grocery.Platform.Testing.TestApp;

/// <summary>The checks that a setting breaks. It stands above what the suite sets.</summary>
internal static class BrokenSettings
{
    private const string Calls = "Platform:Resilience:Defaults:";

    private static readonly Dictionary<string, Dictionary<string, string?>> ByCheck = new()
    {
        ["deadline-sent-on"] = new() { [Calls + "SendDeadline"] = "false" },
        ["calls-retried"] = new() { [Calls + "MaxRetries"] = "0" },
        ["breaker-opens"] = new() { [Calls + "BreakerEnabled"] = "false" },
        ["overload-refused"] = new() { ["Platform:Resilience:Inbound:Enabled"] = "false" },
        ["log-one-line-a-request"] = new() { ["Platform:Observability:Requests:Enabled"] = "false" },
        ["log-lines-carry-trace-ids"] = new() { ["Platform:Observability:Logging:Names:trace_id"] = "" },
        ["log-boot-report"] = new()
        {
            ["Logging:LogLevel:Grocery.Platform"] = "Error",
            ["Logging:LogLevel:Grocery.Platform.Observability"] = "Information",
            ["Logging:LogLevel:Grocery.Platform.Health"] = "Information",
        },
    };

    public static Dictionary<string, string?> Of(string? check) => ByCheck.GetValueOrDefault(check ?? "") ?? [];
}
