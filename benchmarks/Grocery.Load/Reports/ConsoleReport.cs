using System.Text;

namespace Grocery.Load.Reports;

/// <summary>The table at the terminal.</summary>
internal static class ConsoleReport
{
    public static string Write(LoadResult result)
    {
        var text = new StringBuilder();
        string[][] rows =
        [
            [.. ReportText.Columns],
            .. ReportText.RowsOf(result.Summary).Select(row => ReportText.CellsOf(row.Name, row.Figures, result.Summary.Duration)),
        ];
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        foreach (var row in rows)
            text.AppendLine(string.Join("  ", row.Select((cell, column) => column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column]))).TrimEnd());

        text.AppendLine("Latencies in milliseconds, from when each request was meant to start.").AppendLine();
        foreach (var fact in ReportText.Facts(result))
            text.AppendLine(fact);
        foreach (var doubt in result.Doubts)
            text.Append("WARNING: ").AppendLine(doubt);
        foreach (var verdict in result.Verdicts)
            text.Append(verdict.IsBroken ? "BROKEN  " : "kept    ").Append(verdict.Threshold).Append(": ").AppendLine(verdict.Measured);

        return text.ToString();
    }
}
