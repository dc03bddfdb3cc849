namespace Grocery.Platform.Config.Aws;

/// <summary>AWS cannot even be asked: the settings of the process do not fit. The message says which, and the fix.</summary>
internal sealed class AwsSetupException(string message) : Exception(message);
