using System.Globalization;

namespace Grocery.Versions;

/// <summary>What the person at the keyboard asked for.</summary>
internal sealed class Arguments
{
    private const int MostSteps = 1_000;

    private readonly Dictionary<string, string> _options = [];
    private readonly HashSet<string> _flags = [];
    private readonly List<string> _operands = [];

    /// <summary>Gets the command; <see langword="null"/> only when help is asked for.</summary>
    public CommandForm? Command { get; private init; }

    public bool AskForHelp { get; private init; }

    public string Root { get; private set; } = Directory.GetCurrentDirectory();

    public string? Version => _options.GetValueOrDefault("--version");

    public string? Reason => _options.GetValueOrDefault("--reason");

    public string? By => _options.GetValueOrDefault("--by");

    public int Steps { get; private set; } = 1;

    public ChangeOptions Change => new(!_flags.Contains("--no-commit"), _flags.Contains("--dry-run"), _flags.Contains("--push"));

    public string this[int operand] => _operands[operand];

    /// <exception cref="ArgumentsException">An argument is unknown, missing or not allowed.</exception>
    public static Arguments Parse(string[] args)
    {
        var rest = new Queue<string>(args);
        var root = rest.TryPeek(out var first) && first == "--root" ? ReadRoot(rest) : null;
        if (!rest.TryDequeue(out var name))
            throw new ArgumentsException($"Name a command: {Names()}.");
        if (name is "--help" or "-h")
            return new Arguments { AskForHelp = true };

        var command = CommandForm.All.FirstOrDefault(known => known.Name == name)
            ?? throw new ArgumentsException($"There is no command \"{name}\"; there are {Names()}.{NearMiss.Suggest(name, CommandForm.All.Select(known => known.Name))}");
        var arguments = new Arguments { Command = command, AskForHelp = rest.Any(argument => argument is "--help" or "-h") };
        arguments.Root = root ?? arguments.Root;
        if (!arguments.AskForHelp)
            arguments.Read(rest);
        return arguments;
    }

    private static string ReadRoot(Queue<string> rest)
    {
        rest.Dequeue();
        return rest.TryDequeue(out var folder) && Directory.Exists(folder) ? Path.GetFullPath(folder) : throw new ArgumentsException("--root needs a folder that is there.");
    }

    private static string Names() => string.Join(", ", CommandForm.All.Select(command => command.Name));

    private void Read(Queue<string> rest)
    {
        while (rest.TryDequeue(out var argument))
        {
            if (Command!.Flags.Contains(argument))
                _flags.Add(argument);
            else if (Command.Options.Contains(argument))
                ReadOption(argument, rest);
            else if (argument.StartsWith('-'))
                throw new ArgumentsException($"{Command.Name} has no option {argument}.{NearMiss.Suggest(argument, [.. Command.Options, .. Command.Flags])} It is used so: {Command.Usage}");
            else
                _operands.Add(argument);
        }

        if (_operands.Count != Command!.Operands.Length)
            throw new ArgumentsException($"{Command.Name} takes {Command.Operands.Length} words, and has {_operands.Count}: {Command.Usage}");
        RequireWhatFits();
    }

    private void ReadOption(string option, Queue<string> rest)
    {
        if (!rest.TryDequeue(out var value) || value.StartsWith("--", StringComparison.Ordinal))
            throw new ArgumentsException($"{option} needs a value: {option} {Help.ValueOf(option)}");
        if (!_options.TryAdd(option, value))
            throw new ArgumentsException($"{option} is given twice; leave one out.");
        if (value.Trim() != value || value.Length is 0 or > 200 || value.Any(char.IsControl))
            throw new ArgumentsException($"{option} is \"{value}\"; allowed: one line of 1 to 200 characters, without spaces around it.");
    }

    private void RequireWhatFits()
    {
        if (Change is { Push: true, Commit: false })
            throw new ArgumentsException("--push and --no-commit do not go together; leave one out.");
        if (Command!.Name == "pin" && Reason is null)
            throw new ArgumentsException("pin needs --reason TEXT: whoever finds it in their way wants to know why.");
        if (Version is { } version && EntryReader.FindProblemOfVersion(version) is { } problem)
            throw new ArgumentsException($"--version: {problem}");
        if (!_options.TryGetValue("--to", out var text))
            return;

        Steps = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var steps) && steps is > 0 and <= MostSteps
            ? steps
            : throw new ArgumentsException($"--to is \"{text}\"; use a whole number from 1 to {MostSteps}, as history shows it.");
    }
}
