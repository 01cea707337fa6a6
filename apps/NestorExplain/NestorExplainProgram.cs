using Nestor.Config.Loading;
using Nestor.Json;
using Nestor.Wire.Options;

namespace NestorExplain;

/// <summary>
/// The programs <c>nestor explain</c> and <c>nestor what-if</c>: ask a running server what would become of a query, and
/// why. Nothing is changed by it.
/// </summary>
public static class NestorExplainProgram
{
    /// <summary>The command line is wrong, a file cannot be read, or no server answers.</summary>
    private const int Trouble = 2;

    private const string Usage = """
        Usage: nestor explain [-4|-6] --socket PATH | --config FILE  QUERY [--json]
               nestor what-if [-4|-6] --with FILE [--socket PATH | --config FILE]  QUERY [--json]
        What would become of a query, and why: by the server's own configuration and leases, or by the configuration in
        FILE and the leases the server has. Nothing is changed by it.
          --socket  the server's control socket (unix)     --config  or the configuration that names it
          --with    the configuration to try; its own socket is asked unless another is named
        QUERY is one of
          --packet HEX    the bytes of a message          --pcap FILE  the queries in a capture, 100 at most
          --mac ADDRESS   or a client in words, with any of: --type NAME --client-id HEX --duid HEX --relay ADDRESS
                          --circuit-id HEX --remote-id HEX --interface-id HEX --requested ADDRESS --ia-na NUMBER
                          --ia-pd NUMBER --option NAME=DATA (or CODE=0xHEX; may be repeated)
        and may have --interface NAME, --source ADDRESS, --destination ADDRESS.
        The exit code is 0 when all is explained, 1 when the server refuses, 2 when the command line is wrong, a file
        cannot be read, or no server answers.
        """;

    public static int Explain(string[] args) => Run("explain", args, Console.Out, Console.Error);

    public static int WhatIf(string[] args) => Run("what-if", args, Console.Out, Console.Error);

    /// <summary>Runs it with the texts going where they are wanted.</summary>
    /// <param name="command">explain or what-if.</param>
    public static int Run(string command, string[] args, TextWriter output, TextWriter errors)
    {
        if (args.Contains("-h") || args.Contains("--help"))
        {
            output.WriteLine(Usage);
            return 0;
        }

        var question = Question.Read(args, isWhatIf: command == "what-if", out string error);
        if (question is null)
        {
            errors.WriteLine(error);
            errors.WriteLine(Usage);
            return Trouble;
        }

        Element? configuration = null;
        if (question.With is { } with && (configuration = Configuration(with, question, errors)) is null)
        {
            return Trouble;
        }

        var (socket, family) = Server(question, configuration, out error);
        var asked = error.Length == 0 ? question.Arguments(family, out error) : null;
        if (asked is null)
        {
            errors.WriteLine(error);
            return Trouble;
        }

        int code = 0;
        foreach (var members in asked)
        {
            var arguments = configuration is null ? members : [.. members, new Member("configuration", configuration, SourcePlace.None)];
            code = Math.Max(code, Ask(socket, command + (family == Universe.V4 ? "4" : "6"), arguments, question.IsJson, output, errors));
        }

        return code;
    }

    private static int Ask(string socket, string command, IReadOnlyList<Member> arguments, bool isJson, TextWriter output, TextWriter errors)
    {
        var answer = ControlChannel.Ask(socket, command, Element.Map(arguments), out string error);
        if (answer is null)
        {
            errors.WriteLine(error);
            return Trouble;
        }

        if (isJson)
        {
            output.WriteLine(JsonWriter.Compact(answer));
        }
        else if (answer["arguments"] is { } explanation)
        {
            ExplanationText.Write(explanation, answer["text"]?.Text ?? "", output);
        }

        if (answer["result"]?.Integer == 0)
        {
            return 0;
        }

        errors.WriteLine(answer["text"]?.Text ?? "the server refuses");
        return 1;
    }

    /// <summary>The whole file as JSON, without its comments; null, with the reason told, when it is none.</summary>
    private static Element? Configuration(string file, Question question, TextWriter errors)
    {
        var diagnostics = new Diagnostics();
        var root = JsonReader.OpenFile(file, out string error) is { } text
            ? JsonReader.Read(text, file, diagnostics, JsonReader.OpenFile)
            : null;
        string name = (question.Family ?? FamilyOf(root)) == Universe.V6 ? "Dhcp6" : "Dhcp4";
        if (root?[name] is { } own)
        {
            return Element.Map([new Member(name, own, SourcePlace.None)]);
        }

        errors.WriteLine(error.Length > 0 ? $"{file}: {error}"
            : root is null ? string.Join(Environment.NewLine, diagnostics.All)
            : $"{file}: found no {name}, wanted a server's configuration");
        return null;
    }

    private static Universe FamilyOf(Element? root) => root?["Dhcp6"] is not null && root["Dhcp4"] is null ? Universe.V6 : Universe.V4;

    /// <summary>Where to ask, and which family's server is there.</summary>
    private static (string Socket, Universe Family) Server(Question question, Element? configuration, out string error)
    {
        error = "";
        var family = question.Family ?? (configuration is null ? null : FamilyOf(configuration));
        if (question.Socket is { } socket)
        {
            return (socket, family ?? question.FamilyByWords);
        }

        string file = question.Config ?? question.With!;
        if (JsonReader.OpenFile(file, out error) is not { } text)
        {
            error = $"{file}: {error}";
            return default;
        }

        family ??= FamilyOf(JsonReader.Read(text, file, new Diagnostics(), JsonReader.OpenFile));
        var rules = new LoadRules(JsonReader.OpenFile, IsTrusting: true);
        var settings = family == Universe.V6
            ? (Nestor.Model.Settings.DhcpSettings?)ConfigLoader.Load6(text, file, JsonReader.OpenFile, rules).Settings
            : ConfigLoader.Load4(text, file, JsonReader.OpenFile, rules).Settings;
        if (settings is null || settings.ControlSockets.Unix.Count == 0)
        {
            error = settings is null ? $"{file}: a server would refuse it; name the socket with --socket" : $"{file}: it has no unix control socket";
            return default;
        }

        return (settings.ControlSockets.Unix[0].Name, family.Value);
    }
}
