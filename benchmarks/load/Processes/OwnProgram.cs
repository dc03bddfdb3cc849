namespace Grocery.Platform.Comparison.Processes;

/// <summary>This program, to be started again in one of its other modes.</summary>
internal static class OwnProgram
{
    public static string[] CommandLine(params string[] arguments) => [
        .. Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "Grocery.Platform.Comparison"
            ? new[] { Environment.ProcessPath! }
            : ["dotnet", typeof(OwnProgram).Assembly.Location],
        .. arguments];
}
