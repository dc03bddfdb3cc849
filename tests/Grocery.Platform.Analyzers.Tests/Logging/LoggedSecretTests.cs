using Grocery.Platform.Analyzers.Logging;

namespace Grocery.Platform.Analyzers.Tests.Logging;

public sealed class LoggedSecretTests
{
    [Theory]
    [InlineData("""log.LogInformation("Login of {User} with {Value}", user, {|GROCERY1005:password|});""")]
    [InlineData("""log.LogInformation($"Login with {{|GROCERY1005:password|}}");""")]
    [InlineData("""log.LogInformation("Login with " + {|GROCERY1005:password|});""")]
    [InlineData("""log.LogInformation(string.Format("Login with {0}", {|GROCERY1005:password|}));""")]
    [InlineData("""log.LogInformation({|GROCERY1005:password|});""")]
    [InlineData("""log.LogDebug("{Settings}", {|GROCERY1005:settings.ApiKey|});""")]
    [InlineData("""log.LogDebug("{Settings}", {|GROCERY1005:settings?.ClientSecret|});""")]
    [InlineData("""log.LogDebug("{Settings}", {|GROCERY1005:settings.ClientSecret ?? "none"|});""")]
    [InlineData("""log.LogDebug("{Settings}", {|GROCERY1005:configuration["Payments:ApiKey"]|});""")]
    [InlineData("""log.LogDebug("{Shop}", {|GROCERY1005:configuration.GetConnectionString("Shop")|});""")]
    [InlineData("""log.LogDebug("{Caller}", {|GROCERY1005:context.Request.Headers.Authorization|});""")]
    [InlineData("""log.LogDebug("{Value}", {|GROCERY1005:await settings.GetTokenAsync()|});""")]
    [InlineData("""log.LogDebug("{Value}", {|GROCERY1005:_accessToken|});""")]
    [InlineData("""log.LogDebug({|GROCERY1005:"{User} has {Password}"|}, user, given);""")]
    [InlineData("""log.LogDebug({|GROCERY1005:"{{x}} {@Refresh_Token,10:x}"|}, given);""")]
    [InlineData("""using var scope = log.BeginScope("Login with {Value}", {|GROCERY1005:password|});""")]
    public Task A_secret_by_its_name_is_found(string statement) => Verify.FindsAsync<LoggedSecretAnalyzer>(Method(statement));

    [Theory]
    [InlineData("""log.LogInformation("Login of {User}", user);""")]
    [InlineData("""log.LogInformation("Is the password right? {IsPassword}", password == given);""")]
    [InlineData("""log.LogInformation("{Length} {Has}", password.Length, settings.HasPassword);""")]
    [InlineData("""log.LogInformation("{Key}", settings.SecretName + "/" + settings.PasswordVersion);""")]
    [InlineData("""log.LogInformation("The secret {SecretName}", settings.SecretName);""")]
    [InlineData("""log.LogInformation("{Password}", Mask(password));""")]
    [InlineData("""log.LogInformation("{Missing}", nameof(password));""")]
    [InlineData("""log.LogInformation("{Missing}", PasswordKey);""")]
    [InlineData("""log.LogInformation("{Cancelled} {Tokens}", cancellationToken.IsCancellationRequested, settings.TokensLeft);""")]
    [InlineData("""log.LogInformation("{Tokenizer} {Monkey} {Keyboard}", user, user, user);""")]
    [InlineData("""log.LogInformation("The password was wrong");""")]
    [InlineData("""Console.WriteLine(password);""")]
    [InlineData("""settings.Login(password);""")]
    public Task What_only_speaks_of_a_secret_is_left_alone(string statement) => Verify.FindsAsync<LoggedSecretAnalyzer>(Method(statement));

    [Fact]
    public Task The_parameters_of_a_generated_log_method_count() => Verify.FindsAsync<LoggedSecretAnalyzer>("""
        static partial class Log
        {
            [LoggerMessage(1, LogLevel.Information, "Login of {User} with {Password}")]
            public static partial void Login(ILogger logger, string user, string {|GROCERY1005:password|});

            [LoggerMessage(2, LogLevel.Information, "Secret {SecretName} after {CancellationToken}")]
            public static partial void Read(ILogger logger, string secretName, bool cancellationToken);

            public static partial void Login(ILogger logger, string user, string password) { }

            public static partial void Read(ILogger logger, string secretName, bool cancellationToken) { }

            public static void Check(string password) { }
        }
        """);

    private static string Method(string statement) => $$"""
        class Settings
        {
            public string ApiKey => "";
            public string? ClientSecret => null;
            public string SecretName => "";
            public string PasswordVersion => "";
            public bool HasPassword => true;
            public int TokensLeft => 1;
            public void Login(string password) { }
            public Task<string> GetTokenAsync() => Task.FromResult("");
        }

        class Logins(ILogger<Logins> log, IConfiguration configuration, Settings settings)
        {
            private const string PasswordKey = "Password";
            private readonly string _accessToken = "";

            async Task LoginAsync(HttpContext context, string user, string password, string given, CancellationToken cancellationToken)
            {
                await Task.Yield();
                _ = _accessToken;
                {{statement}}
            }

            static string Mask(string text) => "***";
        }
        """;
}
