using Grocery.Platform.Testing.Aws;

namespace Grocery.Platform.Config.Tests.ParameterStore;

public sealed class VersionParameterTests : IAsyncLifetime
{
    private const string Key = "Platform:Config:ParameterStore:VersionParameter";

    private AwsEndpoint _aws = null!;

    public async ValueTask InitializeAsync()
    {
        _aws = await AwsEndpoint.StartAsync();
        for (var i = 0; i < 25; i++)
            _aws.Parameters.Put($"/grocery/dev/products/Key{i}", "first");
        _aws.Parameters.Put("/grocery/dev/products/Release/Version", "1");
    }

    public ValueTask DisposeAsync() => _aws.DisposeAsync();

    [Fact]
    public async Task While_its_version_stays_a_read_is_one_call_for_each_path_that_has_parameters()
    {
        await using var service = await StartAsync();

        Assert.True(await service.RefreshAsync());

        Assert.Equal("/grocery/dev/products/Release/Version", Assert.Single(Assert.Single(_aws.Calls, call => call.Name == "GetParameters").Names));
        Assert.Equal(Some.SharedPath, Assert.Single(_aws.Calls, call => call.Name == "GetParametersByPath").Path);
        Assert.Equal("first", service.Configuration["Key24"]);
    }

    [Fact]
    public async Task When_it_is_written_all_that_was_changed_before_is_read()
    {
        await using var service = await StartAsync();
        _aws.Parameters.Put("/grocery/dev/products/Key24", "second");

        await service.RefreshAsync();
        Assert.Equal("first", service.Configuration["Key24"]);

        _aws.Parameters.Put("/grocery/dev/products/Release/Version", "1");
        await service.RefreshAsync();
        Assert.Equal("second", service.Configuration["Key24"]);

        _aws.ForgetCalls();
        await service.RefreshAsync();
        Assert.Equal(1, _aws.Count("GetParameters"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_written_between_two_pages_of_a_read_comes_with_the_next(bool atStart)
    {
        var pages = 0;
        var isArmed = atStart;
        _aws.Delay(TimeSpan.Zero, call =>
        {
            if (isArmed && call.Name == "GetParametersByPath" && call.Path == "/grocery/dev/products/" && ++pages == 2)
            {
                _aws.Parameters.Put("/grocery/dev/products/Key0", "second");
                _aws.Parameters.Put("/grocery/dev/products/Release/Version", "2");
            }

            return false;
        });
        await using var service = await StartAsync();
        if (!atStart)
        {
            isArmed = true;
            _aws.Parameters.Put("/grocery/dev/products/Release/Version", "1");
            await service.RefreshAsync();
        }

        Assert.Equal((true, "first"), (pages >= 2, service.Configuration["Key0"]));
        await service.RefreshAsync();

        Assert.Equal(("second", "2"), (service.Configuration["Key0"], service.Configuration["Release:Version"]));
    }

    [Fact]
    public async Task An_empty_name_is_none()
    {
        await using var service = await RunningService.StartAsync(_aws, (Key, ""));

        Assert.DoesNotContain(service.Logs.Lines, line => line.EventId == 4006);
        Assert.Equal(0, _aws.Count("GetParameters"));
    }

    [Fact]
    public async Task With_a_label_its_labelled_version_counts()
    {
        foreach (var name in (string[])["Key1", "Release/Version"])
            _aws.Parameters.Label($"/grocery/dev/products/{name}", "live");
        await using var service = await StartAsync(("Platform:Config:ParameterStore:Label", "live"));
        _aws.Parameters.Put("/grocery/dev/products/Key1", "second");
        _aws.Parameters.Put("/grocery/dev/products/Release/Version", "2");
        _aws.Parameters.Label("/grocery/dev/products/Key1", "live");

        await service.RefreshAsync();
        Assert.Equal("first", service.Configuration["Key1"]);

        _aws.Parameters.Label("/grocery/dev/products/Release/Version", "live");
        await service.RefreshAsync();
        Assert.Equal("second", service.Configuration["Key1"]);
    }

    [Fact]
    public async Task A_path_without_it_is_read_whole_with_a_warning_that_names_it()
    {
        _aws.Parameters.Put("/grocery/dev/shared/Currency", "EUR");
        await using var service = await StartAsync();
        _aws.Parameters.Put("/grocery/dev/shared/Currency", "CHF");

        await service.RefreshAsync();

        Assert.Equal("CHF", service.Configuration["Currency"]);
        Assert.Equal(
            "The configuration is odd: There is no parameter /grocery/dev/shared/Release/Version, which Platform:Config:ParameterStore:VersionParameter names, "
            + "so every read asks for all 1 under /grocery/dev/shared/. Create it, and write it last with each change.",
            Assert.Single(service.Logs.Lines, line => line.EventId == 4006).Message);
    }

    [Fact]
    public async Task When_it_is_deleted_the_path_is_read_whole()
    {
        await using var service = await StartAsync();
        _aws.Parameters.Put("/grocery/dev/products/Key24", "second");
        _aws.Parameters.Delete("/grocery/dev/products/Release/Version");

        await service.RefreshAsync();

        Assert.Equal(("second", null), (service.Configuration["Key24"], service.Configuration["Release:Version"]));
    }

    [Theory]
    [InlineData("/Version")]
    [InlineData("Version/")]
    [InlineData("a version")]
    public async Task A_name_that_AWS_does_not_allow_stops_the_start(string name)
    {
        var exception = await Assert.ThrowsAsync<PlatformConfigurationException>(() => RunningService.StartAsync(_aws, (Key, name)));

        Assert.Contains($"{Key}", exception.ToString(), StringComparison.Ordinal);
        Assert.Contains("segments of letters, digits", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Beside_named_parameters_it_stops_the_start()
    {
        var exception = await Assert.ThrowsAsync<PlatformConfigurationException>(
            () => RunningService.StartAsync(_aws, (Key, "Version"), ("Platform:Config:ParameterStore:Parameters:A", "/common/a")));

        Assert.Contains("It tells of changes under the paths.", exception.ToString(), StringComparison.Ordinal);
    }

    private async Task<RunningService> StartAsync(params (string Key, string Value)[] settings)
    {
        var service = await RunningService.StartAsync(_aws, [(Key, "Release/Version"), .. settings]);
        _aws.ForgetCalls();
        return service;
    }
}
