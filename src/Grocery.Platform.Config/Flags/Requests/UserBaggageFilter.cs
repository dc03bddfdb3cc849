using Microsoft.Extensions.Http;

namespace Grocery.Platform.Config.Flags.Requests;

/// <summary>Gives every client of the factory the <see cref="UserBaggageHandler"/>.</summary>
internal sealed class UserBaggageFilter(RequestUsers users, LiveOptions<FlagsOptions> options) : IHttpMessageHandlerBuilderFilter
{
    public Action<HttpMessageHandlerBuilder> Configure(Action<HttpMessageHandlerBuilder> next) => builder =>
    {
        next(builder);
        builder.AdditionalHandlers.Insert(0, new UserBaggageHandler(users, options));
    };
}
