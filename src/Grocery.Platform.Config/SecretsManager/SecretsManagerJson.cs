using System.Text.Json.Serialization;

namespace Grocery.Platform.Config.SecretsManager;

/// <summary>The JSON of Secrets Manager.</summary>
[JsonSerializable(typeof(GetSecretValueRequest))]
[JsonSerializable(typeof(SecretVersion))]
[JsonSerializable(typeof(BatchGetSecretValueRequest))]
[JsonSerializable(typeof(BatchGetSecretValueReply))]
[JsonSerializable(typeof(DescribeSecretRequest))]
[JsonSerializable(typeof(DescribeSecretReply))]
[JsonSerializable(typeof(ListSecretsRequest))]
[JsonSerializable(typeof(ListSecretsReply))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class SecretsManagerJson : JsonSerializerContext;
