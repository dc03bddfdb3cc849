using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Grocery.Samples.Shop.Clients;

/// <summary>Reads the answers of other services. One that is not what the service promises is an outage of it, like none at all.</summary>
public static class AnswerExtensions
{
    // A product without a price must not be read as one for nothing.
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { RefuseNullItems } },
    };

    /// <summary>Gets and reads an answer: all members of <typeparamref name="T"/> are there, and not null unless they may be.</summary>
    /// <exception cref="HttpRequestException">The service does not answer, not with success, or not with a <typeparamref name="T"/>.</exception>
    public static async Task<T> GetAnswerAsync<T>(this HttpClient http, string path, CancellationToken cancellationToken)
        where T : class
    {
        using var response = await http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        response.EnsureSuccessStatusCode();
        return await response.ReadAnswerAsync<T>(cancellationToken);
    }

    /// <summary>Reads the body of an answer, as <see cref="GetAnswerAsync"/> does, whatever its status.</summary>
    /// <exception cref="HttpRequestException">The body is not a <typeparamref name="T"/>.</exception>
    public static async Task<T> ReadAnswerAsync<T>(this HttpResponseMessage response, CancellationToken cancellationToken)
        where T : class
    {
        // Always UTF-8 (RFC 8259), whatever the Content-Type says.
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(body, Strict, cancellationToken) ?? throw new JsonException("The body is null.");
        }
        catch (JsonException exception)
        {
            throw Invalid(response.RequestMessage, exception.Message, exception);
        }
    }

    private static HttpRequestException Invalid(HttpRequestMessage? request, string reason, Exception exception) => new(
        HttpRequestError.InvalidResponse, $"The answer to {request?.Method} {request?.RequestUri} is not what it should be: {reason}", exception);

    // The serializer looks at members only.
    private static void RefuseNullItems(JsonTypeInfo type)
    {
        if (type is { Kind: JsonTypeInfoKind.Enumerable, ElementType.IsValueType: false })
            type.OnDeserialized = static items => ThrowIfNullIn((IEnumerable)items);
    }

    private static void ThrowIfNullIn(IEnumerable items)
    {
        foreach (var item in items)
        {
            if (item is null)
                throw new JsonException("A list has an item that is null.");
        }
    }
}
