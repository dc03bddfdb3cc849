using System.Text.Json.Nodes;

namespace Grocery.Platform.Testing.Aws;

/// <summary>Answers the operations of Secrets Manager.</summary>
internal sealed class AwsSecretOperations(AwsSecretStore store)
{
    public AwsAnswer Answer(AwsCall call) => call.Name switch
    {
        "GetSecretValue" => GetValue(call),
        "BatchGetSecretValue" => GetValues(call),
        "DescribeSecret" => Describe(call),
        "ListSecrets" => List(call),
        _ => throw new AwsErrorException("UnknownOperationException", string.Empty),
    };

    private AwsAnswer GetValue(AwsCall call)
    {
        var value = store.Read(secrets => ReadValue(Find(secrets, call), (string?)call.Request["VersionId"], call.VersionStage));
        return AwsAnswer.Json(call.Service, value) with { Decrypted = [(string)value["Name"]!] };
    }

    private AwsAnswer Describe(AwsCall call) =>
        AwsAnswer.Json(call.Service, store.Read(secrets => Find(secrets, call).Describe("VersionIdsToStages")));

    private AwsAnswer List(AwsCall call)
    {
        var size = (int?)call.Request["MaxResults"] ?? 100;
        if (size is < 1 or > 100)
            throw new AwsErrorException("InvalidParameterException", "MaxResults must be from 1 to 100.");

        var isDeletedToo = (bool?)call.Request["IncludePlannedDeletion"] ?? false;
        JsonObject[] all = [.. store.List().Where(entry => IsNamed(call, (string)entry["Name"]!) && (isDeletedToo || entry["DeletedDate"] is null))];
        var (page, token) = store.Paging.Cut(all, size, call.NextToken, "InvalidNextTokenException");
        return AwsAnswer.Json(call.Service, WithToken(new JsonObject { ["SecretList"] = new JsonArray([.. page]) }, token));
    }

    private AwsAnswer GetValues(AwsCall call)
    {
        var filters = call.Request["Filters"] as JsonArray;
        if (filters is null == call.Names.Count is 0 || call.Names.Count > 20 || (int?)call.Request["MaxResults"] is < 1 or > 20
            || (filters is null && call.Request["MaxResults"] is not null))
        {
            throw new AwsErrorException("InvalidParameterException", "Either 1 to 20 ids or filters are allowed.");
        }

        string[] ids = filters is null ? [.. call.Names] : store.Read(secrets => Matching(call, secrets));
        var (page, token) = store.Paging.Cut(ids, (int?)call.Request["MaxResults"] ?? 20, call.NextToken, "InvalidNextTokenException");
        var (values, errors, names) = (new JsonArray(), new JsonArray(), new List<string>());
        foreach (var id in page)
        {
            try
            {
                var value = store.Read(secrets => ReadValue(Find(secrets, id), null, null));
                values.Add(value);
                names.Add((string)value["Name"]!);
            }
            catch (AwsErrorException error)
            {
                errors.Add(new JsonObject { ["SecretId"] = id, ["ErrorCode"] = error.Type, ["Message"] = error.Message });
            }
        }

        return AwsAnswer.Json(call.Service, WithToken(new JsonObject { ["SecretValues"] = values, ["Errors"] = errors }, token)) with { Decrypted = names };
    }

    private static string[] Matching(AwsCall call, IEnumerable<AwsSecret> secrets) =>
        [.. secrets.Where(secret => !secret.IsDeletionScheduled && IsNamed(call, secret.FullName)).Select(secret => secret.FullName).Order(StringComparer.Ordinal)];

    // The filter "name" is the start of the name; one value of several is enough.
    private static bool IsNamed(AwsCall call, string name) =>
        (call.Request["Filters"] as JsonArray ?? []).All(filter => (string?)filter!["Key"] == "name"
            ? ((JsonArray)filter["Values"]!).Any(value => name.StartsWith((string)value!, StringComparison.Ordinal))
            : throw new AwsErrorException("InvalidParameterException", "The filter is not supported here."));

    private static AwsSecret Find(IEnumerable<AwsSecret> secrets, AwsCall call) => Find(secrets, call.Names[0]);

    private static AwsSecret Find(IEnumerable<AwsSecret> secrets, string id) => secrets.FirstOrDefault(secret => secret.IsCalled(id))
        ?? throw new AwsErrorException("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");

    private static JsonObject ReadValue(AwsSecret secret, string? versionId, string? stage)
    {
        if (secret.IsDeletionScheduled)
        {
            throw new AwsErrorException(
                "InvalidRequestException", "You can't perform this operation on the secret because it was marked for deletion.");
        }

        if (secret.ReadError is { } code)
            throw new AwsErrorException(code, $"The secret {secret.FullName} cannot be read.", code.EndsWith("Error", StringComparison.Ordinal) ? 500 : 400);

        var found = secret.Find(versionId, stage) ?? throw new AwsErrorException(
            "ResourceNotFoundException",
            $"Secrets Manager can't find the specified secret value for staging label: {stage ?? AwsSecret.Current}");
        return secret.DescribeValue(found);
    }

    private static JsonObject WithToken(JsonObject body, string? token)
    {
        if (token is not null)
            body["NextToken"] = token;

        return body;
    }
}
