using Microsoft.AspNetCore.Http;

namespace Grocery.Platform;

/// <summary>A change that a request asks for is not made; <see cref="ManagementAccess.TryChangeAsync"/> answers by a problem (RFC 9457).</summary>
/// <param name="status">The status of the answer, such as <see cref="StatusCodes.Status409Conflict"/>.</param>
/// <param name="detail">What is wrong and what is allowed, for the caller to read. Never a secret.</param>
public sealed class ManagementChangeException(int status, string detail) : Exception(detail)
{
    /// <summary>Gets the status of the answer.</summary>
    public int Status { get; } = status;

    internal static ManagementChangeException NotUnderstood(string detail) => new(StatusCodes.Status400BadRequest, detail);
}
