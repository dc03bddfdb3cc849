using System.Security.Claims;
using Grocery.Platform.Config.Flags.Rules;

namespace Grocery.Platform.Config.Flags.Requests;

/// <summary>The user of a request, as long as the request has the same principal: one that is authenticated in between has another.</summary>
internal sealed record RequestUser(ClaimsPrincipal Principal, FlagUser User, bool IsAuthenticated);
