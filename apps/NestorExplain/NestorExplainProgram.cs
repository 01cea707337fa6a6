using CommandLines;
using CommandLines.Tables;
using ControlClient;
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

    public static int Explain(string[] args) => Run("explain", args, Console.Out, Console.Error);

    public static int WhatIf(string[] args) => Run("what-if", args, Console.Out, Console.Error);

    /// <summary>Runs it with the texts going where they are wanted.</summary>
    /// <param name="command">explain or what-if.</param>
    public static int Run(string command, string[] args, TextWriter output, TextWriter errors)
    {
        if (args.Contains("-h") || args.Contains("--help"))
        {
            output.WriteLine(UsageText.Of(command == "explain" ? Catalog.Explain : Catalog.WhatIf));
            return 0;
        }

        var question = Question.Read(args, isWhatIf: command == "what-if", out string error);
        if (question is null)
        {
            errors.WriteLine(error);
            errors.WriteLine(UsageText.Of(command == "explain" ? Catalog.Explain : Catalog.WhatIf));
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

    private static Universe FamilyOf(Element? root) => ConfiguredServer.FamilyOf(root);

    /// <summary>Where to ask, and which family's server is there.</summary>
    private static (string Socket, Universe Family) Server(Question question, Element? configuration, out string error)
    {
        error = "";
        var family = question.Family ?? (configuration is null ? null : FamilyOf(configuration));
        if (question.Socket is { } socket)
        {
            return (socket, family ?? question.FamilyByWords);
        }

        return ConfiguredServer.Read(question.Config ?? question.With!, family, out error) is { } server && server.Socket(out error) is { } named
            ? (named, server.Family)
            : default;
    }
}
