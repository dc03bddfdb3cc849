using Grocery.Platform.Testing.Aws;
using Microsoft.Extensions.Configuration;

namespace Grocery.Platform.Config.Tests.ParameterStore;

public sealed class NamedParameterTests : IAsyncLifetime
{
    private const string Names = "Platform:Config:ParameterStore:Parameters:";

    private AwsEndpoint _aws = null!;

    public async ValueTask InitializeAsync()
    {
        _aws = await AwsEndpoint.StartAsync();
        _aws.Parameters.Put("/common/limits/orders", "1");
        _aws.Parameters.Put("/common/limits/orders", "2");
        _aws.Parameters.Put("/common/limits/orders", "3");
        _aws.Parameters.Label("/common/limits/orders", "live", 2);
        _aws.Parameters.Put("/common/db", "Host=db;Password=named-password", "SecureString");
    }

    public ValueTask DisposeAsync() => _aws.DisposeAsync();

    [Fact]
    public void Named_parameters_are_read_in_place_of_the_paths_each_under_its_key_in_one_call()
    {
        var builder = Some.BuilderWithParameters(
            (Names + "Orders:Limit", "/common/limits/orders"),
            (Names + "Orders:First", "/common/limits/orders:1"),
            (Names + "Orders:Live", "/common/limits/orders:live"),
            (Names + "ConnectionStrings:Orders", AwsParameterTree.ArnOf("/common/db")));

        builder.AddPlatformConfig(Some.Connection(_aws));

        Assert.Equal("3", builder.Configuration["Orders:Limit"]);
        Assert.Equal("1", builder.Configuration["Orders:First"]);
        Assert.Equal("2", builder.Configuration["Orders:Live"]);
        Assert.Equal("Host=db;Password=named-password", builder.Configuration.GetConnectionString("Orders"));
        Assert.Equal("GetParameters", Assert.Single(_aws.Calls).Name);
    }

    [Fact]
    public void Every_ten_names_are_one_call()
    {
        var names = Enumerable.Range(0, 95).Select(i => (Names + $"Key{i}", $"/common/item{i}")).ToArray();
        foreach (var (_, name) in names)
            _aws.Parameters.Put(name, name);
        var builder = Some.BuilderWithParameters(names);

        builder.AddPlatformConfig(Some.Connection(_aws));

        Assert.All(names, item => Assert.Equal(item.Item2, builder.Configuration[item.Item1[Names.Length..]]));
        Assert.Equal(10, _aws.Count("GetParameters"));
    }

    [Fact]
    public void The_calls_for_names_are_under_way_together()
    {
        var delay = TimeSpan.FromSeconds(3);
        var names = Enumerable.Range(0, 80).Select(i => (Names + $"Key{i}", $"/common/item{i}")).ToArray();
        foreach (var (_, name) in names)
            _aws.Parameters.Put(name, name);
        var builder = Some.BuilderWithParameters(names);
        _aws.Delay(delay);

        builder.AddPlatformConfig(Some.Connection(_aws));

        // The last was sent before the first was answered.
        Assert.Equal(8, _aws.Count("GetParameters"));
        Assert.InRange(_aws.Calls.Max(call => call.At) - _aws.Calls.Min(call => call.At), TimeSpan.Zero, delay);
    }

    [Fact]
    public void A_name_that_does_not_exist_stops_the_start_and_is_named_with_its_key()
    {
        var builder = Some.BuilderWithParameters((Names + "Orders:Limit", "/common/limits/orders:7"), (Names + "Db", "/common/db"));

        var text = Assert.Throws<PlatformConfigurationException>(() => builder.AddPlatformConfig(Some.Connection(_aws))).ToString();

        Assert.Contains("no parameter /common/limits/orders:7 in that version", text, StringComparison.Ordinal);
        Assert.Contains("Platform:Config:ParameterStore:Parameters:Orders:Limit", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_does_not_exist_is_left_out_with_a_warning_when_it_is_not_required()
    {
        await using var service = await RunningService.StartAsync(
            _aws, ("Platform:Config:ParameterStore:Required", "false"), (Names + "Missing", "/common/nothing"), (Names + "Limit", "/common/limits/orders"));

        Assert.Equal((null, "3"), (service.Configuration["Missing"], service.Configuration["Limit"]));
        Assert.Equal(
            "The configuration is odd: The Parameter Store has no parameter /common/nothing, which is not required; Missing is not set.",
            Assert.Single(service.Logs.Lines, line => line.EventId == 4006).Message);
    }

    [Fact]
    public void Names_that_answers_spell_alike_are_asked_for_apart()
    {
        var builder = Some.BuilderWithParameters(
            (Names + "ByName", "/common/limits/orders"), (Names + "ByArn", AwsParameterTree.ArnOf("/common/limits/orders")), (Names + "Db", "/common/db"));

        builder.AddPlatformConfig(Some.Connection(_aws));

        Assert.Equal(("3", "3"), (builder.Configuration["ByName"], builder.Configuration["ByArn"]));
        Assert.Equal([1, 2], _aws.Calls.Select(call => call.Names.Count).Order());
    }

    [Fact]
    public async Task A_moved_label_is_a_change_and_only_a_changed_secret_is_decrypted()
    {
        _aws.Parameters.Put("/common/other", "other-password", "SecureString");
        await using var service = await RunningService.StartAsync(
            _aws, (Names + "Live", "/common/limits/orders:live"), (Names + "Db", "/common/db"), (Names + "Other", "/common/other"));
        _aws.ForgetCalls();
        _aws.Parameters.Label("/common/limits/orders", "live", 3);
        _aws.Parameters.Put("/common/db", "Host=db;Password=rotated", "SecureString");

        Assert.True(await service.RefreshAsync());

        Assert.Equal(("3", "Host=db;Password=rotated"), (service.Configuration["Live"], service.Configuration["Db"]));
        Assert.Equal(["/common/db"], _aws.Calls.SelectMany(call => call.Decrypted));
    }

    [Fact]
    public async Task With_a_label_only_the_versions_that_have_it_are_read_under_the_paths()
    {
        _aws.Parameters.Put("/grocery/dev/products/A", "tested");
        _aws.Parameters.Label("/grocery/dev/products/A", "live");
        _aws.Parameters.Put("/grocery/dev/products/A", "draft");
        _aws.Parameters.Put("/grocery/dev/products/Password", "labelled-secret", "SecureString");
        _aws.Parameters.Label("/grocery/dev/products/Password", "live");
        _aws.Parameters.Put("/grocery/dev/products/Unlabelled", "draft");
        await using var service = await RunningService.StartAsync(_aws, ("Platform:Config:ParameterStore:Label", "live"));
        Assert.Equal(
            ("tested", "labelled-secret", null), (service.Configuration["A"], service.Configuration["Password"], service.Configuration["Unlabelled"]));

        _aws.Parameters.Put("/grocery/dev/products/Password", "second-secret", "SecureString");
        await service.RefreshAsync();
        Assert.Equal("labelled-secret", service.Configuration["Password"]);

        _aws.Parameters.Label("/grocery/dev/products/Password", "live");
        await service.RefreshAsync();
        Assert.Equal("second-secret", service.Configuration["Password"]);
    }
}
