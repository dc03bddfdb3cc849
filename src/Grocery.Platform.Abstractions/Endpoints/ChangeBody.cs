using System.Net;
using Microsoft.AspNetCore.Http;

namespace Grocery.Platform.Endpoints;

/// <summary>Reads what a request asks to change. Its body is bounded: a change is small.</summary>
internal static class ChangeBody
{
    private const int Longest = 4096;

    public static async Task<ManagementChange> ReadAsync(HttpContext context, IReadOnlyList<string> members)
    {
        var body = new byte[Longest + 1];
        var length = await context.Request.Body
            .ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, context.RequestAborted)
            .ConfigureAwait(false);
        if (length > Longest)
            throw new ManagementChangeException(StatusCodes.Status413PayloadTooLarge, $"The body is longer than {Longest} bytes.");

        return new ManagementChange(body.AsMemory(0, length), members, AddressOf(context.Connection.RemoteIpAddress));
    }

    private static string AddressOf(IPAddress? address) =>
        (address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address)?.ToString() ?? "unknown";
}
