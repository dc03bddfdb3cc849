using Grocery.Platform.Config.Flags.Evaluation;
using Microsoft.AspNetCore.Http;

namespace Grocery.Platform.Config.Flags.Requests;

/// <summary>Gives every request a scope. A service that neither has flags nor sends the user on does not pay for it.</summary>
internal sealed class FlagMiddleware(RequestDelegate next, LiveFlags live, MicrosoftFlags microsoft, LiveOptions<FlagsOptions> options)
{
    public Task InvokeAsync(HttpContext context) =>
        IsNeeded() ? InvokeInScopeAsync(context) : next(context);

    private bool IsNeeded() =>
        live.Current.Flags.Count > 0 || microsoft.HasForeignDefinitions || !string.IsNullOrEmpty(options.Value.UserBaggageKey);

    private async Task InvokeInScopeAsync(HttpContext context)
    {
        var scope = FlagScope.Begin(live, context);
        try
        {
            await next(context).ConfigureAwait(false);
        }
        finally
        {
            scope.End();
        }
    }
}
