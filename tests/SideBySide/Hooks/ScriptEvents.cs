using System.Globalization;
using SideBySide.Servers;
using Xunit;

namespace SideBySide.Hooks;

/// <summary>A script for libdhcp_run_script that writes down each event with its whole environment, and what it wrote.</summary>
internal sealed class ScriptEvents
{
    private readonly string _folder;

    /// <param name="folder">The server's; the script and its notes lie below it.</param>
    public ScriptEvents(string folder)
    {
        _folder = Directory.CreateDirectory(Path.Combine(folder, "events")).FullName;
        Script = Path.Combine(folder, "note.sh");

        // A file appears under its name once it is whole.
        File.WriteAllText(Script, $"""
            #!/bin/sh
            note=$(mktemp "{_folder}/part.XXXXXX")
            printf 'event=%s\n' "$*" >"$note"
            tr '\0' '\n' </proc/$$/environ >>"$note"
            mv "$note" "{_folder}/whole.${"{note##*.}"}"
            """);
        File.SetUnixFileMode(Script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public string Script { get; }

    /// <summary>The library's entry in a configuration.</summary>
    public string Library(ServerCommand command)
    {
        const string Name = "libdhcp_run_script.so";
        string file = Directory.GetDirectories("/usr/lib").Select(d => Path.Combine(d, "kea/hooks", Name)).FirstOrDefault(File.Exists, Name);
        return $$"""{ "library": "{{(command.IsReference ? file : "libdhcp_run_script.so")}}", "parameters": { "name": "{{Script}}", "sync": false } }""";
    }

    /// <summary>
    /// All events so far, each as its variables in the order of their names, without what is the moment's: in an order that
    /// does not depend on how quick the script was.
    /// </summary>
    /// <param name="count">So many are waited for, for ten seconds at most.</param>
    public List<SortedDictionary<string, string>> Read(int count, bool isV4)
    {
        for (int i = 0; i < 200 && Directory.GetFiles(_folder, "whole.*").Length < count; i++)
        {
            Thread.Sleep(50);
        }

        return
        [
            .. Directory.GetFiles(_folder, "whole.*").Select(One)
                .OrderBy(e => $"{e["event"]} {e.GetValueOrDefault(isV4 ? "QUERY4_TXID" : "QUERY6_TXID")} {e.GetValueOrDefault(isV4 ? "LEASE4_ADDRESS" : "LEASE6_ADDRESS")}", StringComparer.Ordinal),
        ];
    }

    public int Count => Directory.GetFiles(_folder, "whole.*").Length;

    private static SortedDictionary<string, string> One(string file)
    {
        var variables = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (string line in File.ReadAllLines(file).Where(l => l.Length > 0))
        {
            int at = line.IndexOf('=', StringComparison.Ordinal);
            string value = line[(at + 1)..];
            bool isTime = line[..at].EndsWith("_CLTT", StringComparison.Ordinal)
                && Math.Abs(DateTimeOffset.UtcNow.ToUnixTimeSeconds() - long.Parse(value, CultureInfo.InvariantCulture)) < 120;
            variables[line[..at]] = isTime ? "about now" : value;
        }

        return variables;
    }

    /// <summary>The same events with the same variables on both sides.</summary>
    public static void Compare(ITestOutputHelper output, List<SortedDictionary<string, string>> expected, List<SortedDictionary<string, string>> found)
    {
        output.WriteLine($"{expected.Count} events of Kea's, {found.Count} of ours");
        Assert.Equal(expected.Select(e => e["event"]), found.Select(e => e["event"]));
        string[] differences =
        [
            .. expected.Zip(found).SelectMany(pair => pair.First.Keys.Union(pair.Second.Keys)
                .Where(name => pair.First.GetValueOrDefault(name) != pair.Second.GetValueOrDefault(name))
                .Select(name => $"{pair.First["event"]} {name}: {pair.First.GetValueOrDefault(name, "none")} is {pair.Second.GetValueOrDefault(name, "none")} here")),
        ];
        Assert.True(differences.Length == 0, string.Join('\n', differences));
    }
}
