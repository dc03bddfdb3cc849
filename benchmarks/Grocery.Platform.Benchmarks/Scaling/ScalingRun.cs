using System.Runtime.InteropServices;
using Grocery.Platform.Benchmarks.Scaling.Curves;

namespace Grocery.Platform.Benchmarks.Scaling;

/// <summary>Measures costs against sizes, and says which grow faster than they may.</summary>
internal static class ScalingRun
{
    private static readonly TimeSpan Batch = TimeSpan.FromMilliseconds(40);

    /// <summary>Gets every curve.</summary>
    public static IReadOnlyList<Curve> All { get; } =
    [
        new ParametersCurve(),
        new KeysCurve(),
        new DestinationsCurve(),
        new ChecksCurve(),
        new MetricsCurve(),
        new SecretsCurve(),
        new BareRequestsCurve(),
        new RequestsCurve(),
    ];

    /// <returns>The exit code: 0, 1 when a cost grows faster than is wanted, 2 when the arguments are wrong.</returns>
    public static async Task<int> RunAsync(string[] options)
    {
        ScalingArguments arguments;
        try
        {
            arguments = ScalingArguments.Parse(options, All);
        }
        catch (ArgumentException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 2;
        }

        // Before the minutes of measuring, not after.
        if (arguments.Output is { } output)
            Directory.CreateDirectory(output);

        var meter = new CurveMeter(arguments.Rounds, Batch);
        var results = new List<CurveResult>();
        foreach (var curve in arguments.Curves)
        {
            await Console.Error.WriteLineAsync($"{curve.Name}: {curve.Title}");
            results.Add(await meter.MeasureAsync(curve, curve.Sizes));
        }

        var report = new ScalingReport(DescribeMachine(), results);
        Console.WriteLine(report.Page());
        if (arguments.Output is { } folder)
            report.WriteTo(folder);

        return Judge(results);
    }

    private static int Judge(List<CurveResult> results)
    {
        foreach (var curve in results)
        {
            foreach (var series in curve.Series.Where(series => series.IsWorse))
            {
                Console.Error.WriteLine(
                    $"{curve.Name}: {series.Operation}, {ScalingText.NameOf(series.Quantity)}, is {ScalingText.NameOf(series.Fit.Shape)} "
                    + $"(slope {ScalingText.SlopeOf(series.Fit.Slope)}, at the end {ScalingText.SlopeOf(series.Fit.EndSlope)}); "
                    + $"wanted is {ScalingText.NameOf(series.Wanted)}.");
            }
        }

        return results.Exists(curve => curve.IsWorse) ? 1 : 0;
    }

    private static string DescribeMachine() =>
        $"Measured on {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}";
}
