using System.Net;
using System.Net.Http.Json;
using Grocery.AppHost.Shop;

namespace Grocery.AppHost.Tests.Shop;

[Collection(nameof(OpenShop))]
public sealed class RunningShopTests(OpenShop open)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private RunningShop Shop => open.Shop;

    private SupervisedService Product => Shop.Service("product");

    [Fact]
    public async Task A_killed_service_is_started_again_and_the_shop_goes_on()
    {
        var (restarts, process) = (Product.Restarts, Product.Current.Process.Id);

        await Product.KillAsync();

        await Eventually.HoldsAsync(() => Product is { Phase: ServicePhase.Running } && Product.Restarts == restarts + 1, "it runs again");
        await open.AnswersAsync(HttpStatusCode.OK);
        Assert.NotEqual(process, Product.Current.Process.Id);
        Assert.Contains("product ended with exit code 137", open.Output, StringComparison.Ordinal);
        Assert.Contains("product runs again.", open.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_time_that_a_service_is_down_counts_as_no_life()
    {
        var dead = Product.Current;
        Assert.True(dead.Lived > TimeSpan.Zero);

        await Product.KillAsync();
        var lived = dead.Lived;

        await Eventually.HoldsAsync(() => Product.Phase == ServicePhase.Running && Product.Current != dead, "another one runs");
        Assert.Equal(lived, dead.Lived);
        Assert.InRange(Product.Current.Lived, TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_deployment_under_requests_loses_none()
    {
        const int Some = 30;
        var (process, failures) = (Product.Current.Process.Id, Product.Balancer.Failures);
        await open.AnswersAsync(HttpStatusCode.OK);

        // A client repeats a GET whose kept connection broke, by itself; this POST it does not.
        await using var kept = new RequestLoop(
            Product.Address,
            () => new HttpRequestMessage(HttpMethod.Post, "/products/brie-200g/reservations") { Content = JsonContent.Create(new { quantity = 1 }) },
            HttpStatusCode.Unauthorized);
        await using var fresh = new RequestLoop(
            Product.Address, () => new HttpRequestMessage(HttpMethod.Get, OpenShop.Products) { Headers = { ConnectionClose = true } }, HttpStatusCode.OK);
        await Eventually.HoldsAsync(() => kept.Answered > Some && fresh.Answered > Some, "requests come");

        await Product.DeployAsync(Cancelled);

        var (keptBefore, freshBefore) = (kept.Answered, fresh.Answered);
        await Eventually.HoldsAsync(() => kept.Answered > keptBefore + Some && fresh.Answered > freshBefore + Some, "requests go on");
        await kept.StopAsync();
        await fresh.StopAsync();
        Assert.NotEqual(process, Product.Current.Process.Id);
        Assert.Equal(failures, Product.Balancer.Failures);
    }

    [Fact]
    public async Task A_deployment_that_does_not_start_leaves_the_old_process_in_place()
    {
        var process = Product.Current.Process.Id;
        await Shop.Configuration.PutAsync("product", "Platform:Resilience:Faults:Ttl", "never", Cancelled);
        try
        {
            var failed = await Assert.ThrowsAsync<ShopException>(() => Product.DeployAsync(Cancelled));

            Assert.Contains("Platform:Resilience:Faults:Ttl", failed.Message, StringComparison.Ordinal);
            Assert.Equal(process, Product.Current.Process.Id);
            Assert.Equal(ServicePhase.Running, Product.Phase);
            await open.AnswersAsync(HttpStatusCode.OK);
        }
        finally
        {
            await Shop.Configuration.RemoveAsync("product", "Platform:Resilience:Faults:Ttl", Cancelled);
        }
    }

    [Fact]
    public async Task A_deployment_that_fails_beside_a_dead_process_leaves_the_service_to_be_started_again()
    {
        await Shop.Configuration.PutAsync("product", "Platform:Resilience:Faults:Ttl", "never", Cancelled);
        try
        {
            await Product.KillAsync();

            await Assert.ThrowsAsync<ShopException>(() => Product.DeployAsync(Cancelled));

            Assert.Equal(ServicePhase.Restarting, Product.Phase);
        }
        finally
        {
            await Shop.Configuration.RemoveAsync("product", "Platform:Resilience:Faults:Ttl", Cancelled);
        }

        await Eventually.HoldsAsync(() => Product.Phase == ServicePhase.Running, "it runs again");
        await open.AnswersAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_paused_service_answers_once_it_goes_on()
    {
        Product.Current.Pause();
        try
        {
            await Eventually.HoldsAsync(async () => !await Product.Current.IsReadyAsync(Cancelled), "it is silent");
            var request = open.Client.GetAsync(OpenShop.Products, Cancelled);
            Assert.False(await Product.Current.IsReadyAsync(Cancelled));
            Assert.False(request.IsCompleted);

            Product.Current.Resume();

            using var response = await request;
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
        finally
        {
            Product.Current.Resume();
        }
    }

    [Fact]
    public async Task A_fault_is_injected_until_it_ends()
    {
        await Shop.SetFaultAsync("product", new FaultRule("broken") { Route = "/products", Status = 500, Ttl = TimeSpan.FromMinutes(5) }, Cancelled);
        await open.AnswersAsync(HttpStatusCode.InternalServerError);

        await Shop.SetFaultAsync("product", new FaultRule("broken"), Cancelled);

        await open.AnswersAsync(HttpStatusCode.OK);
        var refused = await Assert.ThrowsAsync<ShopException>(() => Shop.SetFaultAsync("product", new FaultRule("not a name!"), Cancelled));
        Assert.Contains("rule must be", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_service_that_there_is_not_is_named_with_those_there_are()
    {
        var unknown = Assert.Throws<ShopException>(() => Shop.Service("bakery"));

        Assert.Contains("'bakery'", unknown.Message, StringComparison.Ordinal);
        Assert.Contains("product", unknown.Message, StringComparison.Ordinal);
    }
}
