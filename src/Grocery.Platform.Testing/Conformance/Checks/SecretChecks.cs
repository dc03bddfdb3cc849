using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Grocery.Platform.Testing.Instances;

namespace Grocery.Platform.Testing.Conformance.Checks;

/// <summary>That what is configured as a secret, or sent as a credential, does not leave the service.</summary>
internal static class SecretChecks
{
    private const string Page = "docs/observability/redaction.md";

    private static readonly string[] Paths = ["/config", "/metrics", "/health", "/info", "/loggers", "/flags", "/resilience"];

    public static IReadOnlyList<Check> All { get; } =
    [
        new(new("secret-not-in-answers", $"The value of {TrialSettings.SecretKey} is in no answer of the service port: body or header.", "Whoever calls has the password.", "Do not answer with settings or the environment.", Page, ConformanceNeeds.Start), NotInAnswersAsync),
        new(new("secret-not-in-management", $"The value of {TrialSettings.SecretKey} is in no answer of the management port.", "Dashboards, scrapers and screenshots would have the password.", "Let /config mask it: name the key like a secret, or mark the property by [Sensitive].", Page, ConformanceNeeds.Start | ConformanceNeeds.Management), NotInManagementAsync),
        new(new("secret-not-in-log", $"The value of {TrialSettings.SecretKey} is not in what the process prints.", "Logs are read by many, kept long, and sent on.", "Do not log settings or the environment; add values that no name gives away by AddSecretValues().", Page, ConformanceNeeds.Process), (trial, _) => NotInLogAsync(trial)),
        new(new("credential-not-in-log", "What a caller sends as Authorization, Cookie or X-Api-Key is not in what the process prints.", "Whoever reads the log can act as the caller.", "Do not log headers; ASP.NET Core's HttpLogging is not needed beside the request line.", Page, ConformanceNeeds.Process), (trial, _) => CredentialNotInLogAsync(trial)),
    ];

    private static async Task<Finding> NotInAnswersAsync(Trial trial, CancellationToken token)
    {
        var instance = await trial.StrainedAsync().ConfigureAwait(false);
        Answer[] answers =
        [
            await trial.AskAsync(instance, trial.Plan.Route).ConfigureAwait(false),
            await trial.AskAsync(instance, "/conformance/unknown").ConfigureAwait(false),
            await instance.Service.GetAsync("/health/ready", token).ConfigureAwait(false),
        ];
        return NotIn(answers, trial.Secret, $"{trial.Plan.Route}, GET /conformance/unknown and /health/ready at {instance.Service.Address}");
    }

    private static async Task<Finding> NotInManagementAsync(Trial trial, CancellationToken token)
    {
        var instance = await trial.StrainedAsync().ConfigureAwait(false);
        var answers = new List<Answer>();
        foreach (var path in Paths)
            answers.Add(await instance.Management.GetAsync(path, token).ConfigureAwait(false));

        return NotIn(answers, trial.Secret, $"GET {string.Join(", ", Paths)} at {instance.Management.Address}");
    }

    private static async Task<Finding> NotInLogAsync(Trial trial)
    {
        var (instance, text) = await PrintedAsync(trial).ConfigureAwait(false);
        var form = FindForm(text, trial.Secret);
        return Finding.Of(form is null, $"Read all {instance.Process.Output.Count + instance.Process.Error.Count} lines of the process", form is null ? "not there" : $"there, {form}", "not there in any form");
    }

    private static async Task<Finding> CredentialNotInLogAsync(Trial trial)
    {
        var (_, text) = await PrintedAsync(trial).ConfigureAwait(false);
        var form = FindForm(text, trial.Credential);
        return Finding.Of(form is null, "A request with Authorization, Cookie and X-Api-Key; then read all lines of the process", form is null ? "not there" : $"there, {form}", "not there in any form");
    }

    private static async Task<(ExecutableInstance Instance, string Text)> PrintedAsync(Trial trial)
    {
        await trial.StopAsync().ConfigureAwait(false);
        var instance = await trial.MainProcessAsync().ConfigureAwait(false);
        return (instance, instance.Process.ToString());
    }

    private static Finding NotIn(IReadOnlyList<Answer> answers, string secret, string done)
    {
        var texts = answers.Select(answer => $"{string.Join('\n', answer.Headers.SelectMany(header => header, (header, value) => $"{header.Key}: {value}"))}\n{answer.Body}");
        var form = texts.Select(text => FindForm(text, secret)).FirstOrDefault(form => form is not null);
        return Finding.Of(form is null, done, form is null ? "not there" : $"there, {form}", "not there in any form");
    }

    private static string? FindForm(string text, string secret)
    {
        (string Name, string Value)[] forms =
        [
            ("as it is", secret),
            ("as in JSON", JsonEncodedText.Encode(secret, JavaScriptEncoder.Default).ToString()),
            ("as in a URL", Uri.EscapeDataString(secret)),
            ("as Base64", Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)).TrimEnd('=')[..^1]),
        ];
        return forms.Where(form => text.Contains(form.Value, StringComparison.Ordinal)).Select(form => form.Name).FirstOrDefault();
    }
}
