namespace Grocery.Platform.Cli.Tests;

/// <summary>What a team comes from is recognised by what its project names; nothing of it need be restored.</summary>
public sealed class MigrationTests
{
    [Theory]
    [InlineData("aspire", """<ProjectReference Include="../Shop.ServiceDefaults/Shop.ServiceDefaults.csproj" />""")]
    [InlineData("serilog-opentelemetry", """<PackageReference Include="Serilog.AspNetCore" Version="10.0.0" />""")]
    [InlineData("polly-7", """<PackageReference Include="Polly" Version="7.2.4" />""")]
    [InlineData("polly-7", """<PackageReference Include="Microsoft.Extensions.Http.Polly" Version="10.0.0" />""")]
    [InlineData("aws-ssm", """<PackageReference Include="Amazon.Extensions.Configuration.SystemsManager" Version="7.1.0" />""")]
    [InlineData("xabaril", """<PackageReference Include="AspNetCore.HealthChecks.NpgSql" Version="9.0.0" />""")]
    public async Task What_a_team_comes_from_names_its_guide(string guide, string reference)
    {
        using var folder = new Folder().Write("Shop.csproj", ProjectWith(reference));

        var answer = await Tool.DoctorAsync(folder.Path, "--no-run");

        var finding = Assert.Single(answer.Findings);
        Assert.Equal(0, answer.ExitCode);
        Assert.Equal($"migrate-{guide}", finding.GetProperty("id").GetString());
        Assert.Equal($"docs/migrate/{guide}.md", finding.GetProperty("page").GetString());
        Assert.Equal(6, finding.GetProperty("where").GetProperty("line").GetInt32());
    }

    [Fact]
    public async Task Polly_of_today_is_no_finding()
    {
        using var folder = new Folder().Write(
            "Shop.csproj", ProjectWith("""<PackageReference Include="Polly" Version="8.4.0" />"""));

        Assert.Empty((await Tool.DoctorAsync(folder.Path, "--no-run")).Ids);
    }

    [Fact]
    public async Task A_settings_file_that_is_no_JSON_is_found_with_its_line()
    {
        using var folder = new Folder().Write("Shop.csproj", ProjectWith(""))
            .Write("appsettings.json", "{\n  \"A\": 1\n  \"B\": 2\n}\n");

        var finding = Assert.Single((await Tool.DoctorAsync(folder.Path, "--no-run")).Findings);

        Assert.Equal("invalid-settings-file", finding.GetProperty("id").GetString());
        Assert.Equal(3, finding.GetProperty("where").GetProperty("line").GetInt32());
    }

    private static string ProjectWith(string reference) => $"""
        <Project Sdk="Microsoft.NET.Sdk.Web">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
          </PropertyGroup>
          <ItemGroup>
            {reference}
          </ItemGroup>
        </Project>
        """;
}
