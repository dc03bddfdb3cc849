using Grocery.AppHost.Shop;

namespace Grocery.AppHost.Console;

/// <summary>What can be done to one service.</summary>
internal sealed class ServiceActions(RunningShop shop)
{
    private const string FaultRuleName = "console";
    private const int StatusOfOutage = 503;
    private const int LongestLatency = 10_000;
    private static readonly TimeSpan FaultTtl = TimeSpan.FromMinutes(5);

    public async Task<ActionResult> KillAsync(ActionOrder order, CancellationToken cancellationToken)
    {
        var service = shop.Service(order.NeedService());
        var pid = service.Current.Process.Id;
        await service.KillAsync();
        return new ActionResult(
            $"Killed {service.Name}, pid {pid}.",
            "Its card turns red. Those who call it retry, then their breakers open; a second later it is started again.");
    }

    public Task<ActionResult> PauseAsync(ActionOrder order, CancellationToken cancellationToken)
    {
        var service = shop.Service(order.NeedService());
        service.Current.Pause();
        return Task.FromResult(new ActionResult(
            $"Paused {service.Name} with SIGSTOP.",
            "It takes connections and answers nothing. Callers give up at their time-outs, then their breakers open."));
    }

    public Task<ActionResult> ResumeAsync(ActionOrder order, CancellationToken cancellationToken)
    {
        var service = shop.Service(order.NeedService());
        service.Current.Resume();
        return Task.FromResult(new ActionResult($"Resumed {service.Name}.", "It is ready again, and the breakers close after a successful try."));
    }

    public async Task<ActionResult> DeployAsync(ActionOrder order, CancellationToken cancellationToken)
    {
        var service = shop.Service(order.NeedService());
        var old = service.Current.Process.Id;
        await service.DeployAsync(cancellationToken);
        return new ActionResult(
            $"Deployed {service.Name}: pid {service.Current.Process.Id} took over from {old}.",
            "The error chart stays flat: the old process drained, and no request was lost.");
    }

    public async Task<ActionResult> FaultAsync(ActionOrder order, CancellationToken cancellationToken)
    {
        var service = order.NeedService();
        var (rule, result) = order.NeedName("errors", "latency", "none") switch
        {
            "errors" => Errors(service, order.NeedValue(100)),
            "latency" => Latency(service, order.NeedValue(LongestLatency)),
            _ => (new FaultRule(FaultRuleName), new ActionResult($"{service} has no injected fault any more.", "The charts come back to normal.")),
        };
        await shop.SetFaultAsync(service, rule, cancellationToken);
        return result;
    }

    private static (FaultRule Rule, ActionResult Result) Errors(string service, int percent) => (
        new FaultRule(FaultRuleName) { Share = percent / 100.0, Status = StatusOfOutage, Ttl = FaultTtl },
        new ActionResult(
            $"{percent} % of the requests to {service} are answered 503, for {FaultTtl.TotalMinutes:0} minutes.",
            "Its error line rises. Its callers retry within their budgets, so that theirs rises far less."));

    private static (FaultRule Rule, ActionResult Result) Latency(string service, int milliseconds) => (
        new FaultRule(FaultRuleName) { Latency = TimeSpan.FromMilliseconds(Math.Max(1, milliseconds)), Ttl = FaultTtl },
        new ActionResult(
            $"Every request to {service} starts {milliseconds} ms late, for {FaultTtl.TotalMinutes:0} minutes.",
            "The response times of all who call it; a waterfall shows where the time went."));
}
