using SideBySide.Servers;

namespace SideBySide.Scenarios;

/// <summary>Turns a configuration fixture into a whole configuration for one server's folder.</summary>
internal static class Fixture
{
    public static string Text(string name) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Configs", name + ".json"));

    /// <summary>Adds what every fixture needs: where things are kept, one thread, and how to ask for counters.</summary>
    public static string Complete(string text, ServerCommand command, string folder)
    {
        string common = $$"""
            "{{command.Family.Element}}": {
              "multi-threading": { "enable-multi-threading": false },
              "loggers": [ { "name": "{{command.Family.Program}}", "severity": "{{Severity}}", "debuglevel": 99,
                "output_options": [ { "output": "{{folder}}/kea.log" } ] } ],
            """;
        if (!text.Contains("\"interfaces-config\"", StringComparison.Ordinal))
        {
            common += """ "interfaces-config": { "interfaces": [ "eth0" ] },""";
        }

        if (!text.Contains("\"lease-database\"", StringComparison.Ordinal))
        {
            // Kea never syncs. Without it ours answers in the order of the queries too, which the fence relies on.
            string durability = command.IsReference ? "" : """, "durability": "os" """;
            common += $$"""
                "lease-database": { "type": "memfile", "name": "{{folder}}/{{command.Family.LeaseFile}}", "lfc-interval": 0{{durability}} },
                """;
        }

        if (!text.Contains("\"cache-threshold\"", StringComparison.Ordinal))
        {
            // Kea 3 reuses leases by default, Kea 2.2 does not; the fixture about it says so itself.
            common += """ "cache-max-age": 0,""";
        }

        if (command.IsReference)
        {
            common += $$""" "control-socket": { "socket-type": "unix", "socket-name": "{{folder}}/ctl" },""";
        }

        if (command.Family == Family.V6 && !text.Contains("\"server-id\"", StringComparison.Ordinal))
        {
            // A DUID made at the start has the time in it.
            common += """ "server-id": { "type": "LL", "htype": 1, "identifier": "0200000000F1", "persist": false },""";
        }

        string member = $"\"{command.Family.Element}\": {{";
        int at = text.IndexOf(member, StringComparison.Ordinal);
        return text[..at] + common + text[(at + member.Length)..].Replace("@FOLDER@", folder, StringComparison.Ordinal);
    }

    private static string Severity => Environment.GetEnvironmentVariable("NESTOR_SERVER_LOG") ?? "WARN";
}
