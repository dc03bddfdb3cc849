using System.Text.Json.Nodes;

namespace Grocery.Platform.Testing.Aws;

/// <summary>Parameters in memory, answered like Parameter Store does. Safe for concurrent use.</summary>
internal sealed class AwsParameterTree
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, AwsParameter> _parameters = new(StringComparer.Ordinal);

    /// <summary>Gets how pages of GetParametersByPath are cut.</summary>
    public AwsPaging Paging { get; } = new() { PageSize = 10 };

    /// <inheritdoc cref="AwsPaging.PageSize"/>
    public int PageSize
    {
        get => Paging.PageSize;
        set => Paging.PageSize = value;
    }

    /// <inheritdoc cref="AwsPaging.HasEmptyPages"/>
    public bool HasEmptyPages
    {
        get => Paging.HasEmptyPages;
        set => Paging.HasEmptyPages = value;
    }

    /// <summary>Gets the names of all parameters.</summary>
    public IReadOnlyList<string> Names
    {
        get
        {
            lock (_lock)
                return [.. _parameters.Keys.Order(StringComparer.Ordinal)];
        }
    }

    public static string ArnOf(string name) => AwsParameter.ArnOf(name);

    /// <summary>Creates a parameter, or a new version of it. <paramref name="type"/>: String, StringList or SecureString.</summary>
    /// <returns>The number of the version.</returns>
    public int Put(string name, string value, string type = "String")
    {
        lock (_lock)
        {
            if (!_parameters.TryGetValue(name, out var parameter))
                _parameters[name] = parameter = new AwsParameter(name);

            parameter.Put(value, type);
            return parameter.Newest;
        }
    }

    /// <summary>Moves a label to a version; without one, to the newest.</summary>
    public void Label(string name, string label, int? version = null)
    {
        lock (_lock)
            _parameters[name].Label(label, version ?? _parameters[name].Newest);
    }

    /// <summary>Removes a parameter with all its versions.</summary>
    /// <returns><see langword="false"/> when there is none.</returns>
    public bool Delete(string name)
    {
        lock (_lock)
            return _parameters.Remove(name);
    }

    internal AwsAnswer Answer(AwsCall call) => call.Name switch
    {
        "GetParametersByPath" => GetByPath(call),
        "GetParameters" => GetByName(call),
        _ => throw new AwsErrorException("UnknownOperationException", string.Empty),
    };

    private AwsAnswer GetByPath(AwsCall call)
    {
        var size = (int?)call.Request["MaxResults"] ?? 10;
        if (call.Path is not ['/', ..] || size is < 1 or > 10)
            throw AwsErrorException.Invalid("The request is not valid.");

        var prefix = call.Path.TrimEnd('/') + "/";
        var isRecursive = (bool?)call.Request["Recursive"] ?? false;
        var filters = AwsParameterFilter.Read(call.Request);
        lock (_lock)
        {
            (string Name, string Selector)[] all =
            [
                .. from name in _parameters.Keys.Order(StringComparer.Ordinal)
                   where name.StartsWith(prefix, StringComparison.Ordinal) && (isRecursive || !name[prefix.Length..].Contains('/', StringComparison.Ordinal))
                   let selector = AwsParameterFilter.Select(filters, _parameters[name])
                   where selector is not null
                   select (name, selector),
            ];
            var (page, token) = Paging.Cut(all, size, call.NextToken, "InvalidNextToken");
            return Answer(call, page, new JsonObject { ["NextToken"] = token });
        }
    }

    private AwsAnswer GetByName(AwsCall call)
    {
        if (call.Names.Count is < 1 or > 10 || call.Names.Distinct().Count() < call.Names.Count)
            throw AwsErrorException.Invalid("1 to 10 names are allowed, each once.");

        lock (_lock)
        {
            var found = new List<(string Name, string Selector)>();
            var invalid = new JsonArray();
            foreach (var asked in call.Names)
            {
                var (name, selector) = Split(asked);
                if (_parameters.TryGetValue(name, out var parameter) && parameter.Find(selector) is not null)
                    found.Add((name, selector));
                else
                    invalid.Add(asked);
            }

            found.Sort((one, other) => string.CompareOrdinal(one.Name, other.Name));
            return Answer(call, found, new JsonObject { ["InvalidParameters"] = invalid });
        }
    }

    private AwsAnswer Answer(AwsCall call, IReadOnlyList<(string Name, string Selector)> found, JsonObject body)
    {
        var decrypted = new List<string>();
        var parameters = new JsonArray();
        foreach (var (name, selector) in found)
        {
            var parameter = _parameters[name];
            var version = parameter.Find(selector)!.Value;
            parameters.Add(parameter.Describe(version, selector, call.WithDecryption));
            if (call.WithDecryption && parameter.IsSecureAt(version))
                decrypted.Add(name + selector);
        }

        body["Parameters"] = parameters;
        if (body["NextToken"] is null)
            body.Remove("NextToken");

        return AwsAnswer.Json(call.Service, body) with { Decrypted = decrypted };
    }

    private static (string Name, string Selector) Split(string asked)
    {
        const string ArnMark = ":parameter";
        var mark = asked.StartsWith("arn:", StringComparison.Ordinal) ? asked.IndexOf(ArnMark, StringComparison.Ordinal) : -1;
        var rest = mark < 0 ? asked : asked[(mark + ArnMark.Length)..];
        var colon = rest.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? (rest, string.Empty) : (rest[..colon], rest[colon..]);
    }
}
