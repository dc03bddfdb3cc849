using System.Text.Json;
using System.Text.Json.Serialization;

namespace Grocery.Platform.Config.AppConfig;

/// <summary>The JSON of AppConfig's data plane.</summary>
[JsonSerializable(typeof(StartConfigurationSessionRequest))]
[JsonSerializable(typeof(StartConfigurationSessionReply))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class AppConfigJson : JsonSerializerContext;
