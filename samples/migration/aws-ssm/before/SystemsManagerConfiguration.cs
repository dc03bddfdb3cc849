using System.Globalization;
using Amazon.Runtime;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;

namespace Microsoft.Extensions.Configuration;

/// <summary>
/// AddSystemsManager with what Amazon.Extensions.Configuration.SystemsManager does by default, on the same client of AWS: each parameter under the path is
/// a key, each item of a list too, and a reload that fails leaves the values as they were. That package is not on every feed.
/// </summary>
internal static class SystemsManagerConfiguration
{
    public static IConfigurationBuilder AddSystemsManager(this IConfigurationBuilder builder, string path, TimeSpan reloadAfter) =>
        builder.Add(new Source(path, reloadAfter));

    private sealed class Source(string path, TimeSpan reloadAfter) : IConfigurationSource
    {
        public IConfigurationProvider Build(IConfigurationBuilder builder) => new Provider(path, reloadAfter);
    }

    private sealed class Provider(string path, TimeSpan reloadAfter) : ConfigurationProvider, IDisposable
    {
        private readonly AmazonSimpleSystemsManagementClient _client = new();
        private Timer? _timer;

        // Configuration providers of .NET load synchronously, so that the package waits like this too.
        public override void Load()
        {
            Data = ReadAsync().GetAwaiter().GetResult();
            _timer ??= new Timer(_ => _ = ReloadAsync(), null, reloadAfter, reloadAfter);
        }

        public void Dispose()
        {
            _timer?.Dispose();
            _client.Dispose();
        }

        private async Task ReloadAsync()
        {
            try
            {
                var values = await ReadAsync();
                if (values.Count == Data.Count && !values.Except(Data).Any())
                    return;

                Data = values;
                OnReload();
            }
            catch (AmazonServiceException)
            {
                // Without OnLoadException the package says nothing.
            }
        }

        private async Task<IDictionary<string, string?>> ReadAsync()
        {
            var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
            string? next = null;
            do
            {
                var page = await _client.GetParametersByPathAsync(new GetParametersByPathRequest { Path = path, Recursive = true, WithDecryption = true, NextToken = next });
                foreach (var parameter in page.Parameters ?? [])
                    Add(values, parameter, KeyOf(parameter));

                next = page.NextToken;
            }
            while (!string.IsNullOrEmpty(next));
            return values;
        }

        private string KeyOf(Parameter parameter) => parameter.Name[path.Length..].TrimStart('/').Replace('/', ConfigurationPath.KeyDelimiter[0]);

        private static void Add(Dictionary<string, string?> values, Parameter parameter, string key)
        {
            if (parameter.Type != ParameterType.StringList)
            {
                values[key] = parameter.Value;
                return;
            }

            foreach (var (index, item) in parameter.Value.Split(',').Index())
                values[ConfigurationPath.Combine(key, index.ToString(CultureInfo.InvariantCulture))] = item;
        }
    }
}
