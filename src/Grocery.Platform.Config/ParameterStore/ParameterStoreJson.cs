using System.Text.Json.Serialization;

namespace Grocery.Platform.Config.ParameterStore;

/// <summary>The JSON of Parameter Store.</summary>
[JsonSerializable(typeof(GetParametersByPathRequest))]
[JsonSerializable(typeof(GetParametersByPathReply))]
[JsonSerializable(typeof(GetParametersRequest))]
[JsonSerializable(typeof(GetParametersReply))]
internal sealed partial class ParameterStoreJson : JsonSerializerContext;
