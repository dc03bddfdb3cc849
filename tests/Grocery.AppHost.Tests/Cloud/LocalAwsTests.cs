using Grocery.AppHost.Cloud;

namespace Grocery.AppHost.Tests.Cloud;

public sealed class LocalAwsTests
{
    [Fact]
    public async Task Nothing_that_this_machine_knows_of_AWS_reaches_a_service()
    {
        // Of a service that nobody asks.
        const string Other = "AWS_ENDPOINT_URL_SNOWBALL";
        Environment.SetEnvironmentVariable(Other, "https://snowball.example");
        try
        {
            await using var aws = await LocalAws.StartAsync(TimeSpan.FromHours(8));

            var variables = aws.Environment;

            Assert.Null(variables[Other]);
            Assert.StartsWith("http://127.0.0.1:", variables["AWS_ENDPOINT_URL"], StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable(Other, null);
        }
    }
}
