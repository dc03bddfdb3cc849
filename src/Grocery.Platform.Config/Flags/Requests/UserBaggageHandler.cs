using System.Diagnostics;

namespace Grocery.Platform.Config.Flags.Requests;

/// <summary>Puts the authenticated user into the baggage of the trace just before a call, which sends it on.</summary>
internal sealed class UserBaggageHandler(RequestUsers users, LiveOptions<FlagsOptions> options) : DelegatingHandler
{
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        AddUser();
        return base.Send(request, cancellationToken);
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        AddUser();
        return base.SendAsync(request, cancellationToken);
    }

    private void AddUser()
    {
        if (options.Value.UserBaggageKey is not { Length: > 0 } key || Activity.Current is not { } activity)
            return;

        // Who is authenticated here wins over whom the caller named.
        if (users.Find(FlagScope.Current) is { IsAuthenticated: true, User.Id: { Length: > 0 } id } && activity.GetBaggageItem(key) != id)
            activity.SetBaggage(key, id);
    }
}
