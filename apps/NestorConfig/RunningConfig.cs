using CommandLines;
using ControlClient;
using Nestor.Json;
using Nestor.Wire.Options;

namespace NestorConfig;

/// <summary>The commands of <c>nestor config</c> that a running server answers.</summary>
internal static class RunningConfig
{
    public static readonly string[] Commands = ["get", "hash", "test", "set", "reload", "write"];

    /// <summary>Asks the server; the exit code.</summary>
    public static int Run(string command, string? file, GivenFlags given, TextWriter output, TextWriter errors)
    {
        bool isFileSent = command is "test" or "set";
        if (isFileSent != (file is not null) && command != "write")
        {
            errors.WriteLine(isFileSent ? $"{command} needs a FILE" : $"{command} takes no file");
            return NestorConfigProgram.Trouble;
        }

        string? socket = Socket(given, isFileSent ? file : null, out string error);
        Element? arguments = null;
        if (socket is not null && isFileSent)
        {
            arguments = Configuration(file!, out error);
            socket = arguments is null ? null : socket;
        }
        else if (file is not null)
        {
            arguments = Element.Map([new Member("filename", Element.Of(file), SourcePlace.None)]);
        }

        if (socket is null || ControlChannel.Ask(socket, "config-" + (command == "hash" ? "get" : command), arguments, out error) is not { } answer)
        {
            errors.WriteLine(error);
            return NestorConfigProgram.Trouble;
        }

        string text = answer["text"]?.Text ?? "";
        if (answer["result"]?.Integer != 0)
        {
            errors.WriteLine(text);
            return 1;
        }

        output.Write(command switch
        {
            "get" => JsonWriter.Pretty(Element.Map((answer["arguments"]?.Members ?? []).Where(m => m.Name is not ("hash" or "quarantined")))),
            "hash" => (answer["arguments"]?["hash"]?.Text ?? "") + "\n",
            _ => text + "\n",
        });
        return 0;
    }

    private static string? Socket(GivenFlags given, string? file, out string error)
    {
        error = "";
        if (given.Value("--socket") is { } socket)
        {
            return socket;
        }

        if ((given.Value("-c") ?? file) is not { } config)
        {
            error = "wanted --socket or -c, to know which server to ask";
            return null;
        }

        Universe? family = given.Has("-6") || given.Value("--family") == "6" ? Universe.V6
            : given.Has("-4") || given.Value("--family") == "4" ? Universe.V4
            : null;
        return ConfiguredServer.Read(config, family, out error)?.Socket(out error);
    }

    /// <summary>What a file has for its server, its includes taken in.</summary>
    private static Element? Configuration(string file, out string error)
    {
        if (JsonReader.OpenFile(file, out error) is not { } text)
        {
            error = $"{file}: {error}";
            return null;
        }

        var diagnostics = new Diagnostics();
        if (JsonReader.Read(text, file, diagnostics, JsonReader.OpenFile) is not { } root)
        {
            error = string.Join(Environment.NewLine, diagnostics.All);
            return null;
        }

        string name = ConfiguredServer.FamilyOf(root) == Universe.V6 ? "Dhcp6" : "Dhcp4";
        error = root[name] is null ? $"{file}: found no {name}, wanted a server's configuration" : "";
        return root[name] is { } own ? Element.Map([new Member(name, own, SourcePlace.None)]) : null;
    }
}
