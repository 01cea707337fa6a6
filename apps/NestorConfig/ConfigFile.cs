using Nestor.Config.Loading;
using Nestor.Json;
using Nestor.Model.Settings;
using Nestor.Wire.Options;

namespace NestorConfig;

/// <summary>One family's part of a configuration file, loaded as its server would.</summary>
/// <param name="Settings">Null when the server would refuse it.</param>
/// <param name="Tree">The checked tree; null when there is none.</param>
internal sealed record ConfigFile(Universe Universe, DhcpSettings? Settings, Diagnostics Diagnostics, Element? Tree)
{
    /// <summary>The bytes of a file; null, with the reason told, when it cannot be read.</summary>
    public static byte[]? Read(string file, TextWriter errors)
    {
        if (JsonReader.OpenFile(file, out string error) is { } text)
        {
            return text;
        }

        errors.WriteLine($"{file}: {error}");
        return null;
    }

    /// <summary>The families a text has a configuration for; when it has none of either, DHCPv4 tells what is wrong.</summary>
    public static Universe[] Families(byte[] text, string file)
    {
        var root = JsonReader.Read(text, file, new Diagnostics(), JsonReader.OpenFile, keepsRepeats: true);
        return (root?["Dhcp4"], root?["Dhcp6"]) switch
        {
            (not null, not null) => [Universe.V4, Universe.V6],
            (null, not null) => [Universe.V6],
            _ => [Universe.V4],
        };
    }

    /// <summary>Loads a text for one family.</summary>
    public static ConfigFile Load(byte[] text, string file, Universe universe)
    {
        if (universe == Universe.V4)
        {
            var loaded4 = ConfigLoader.Load4(text, file, JsonReader.OpenFile, new LoadRules(JsonReader.OpenFile));
            return new ConfigFile(universe, loaded4.Settings, loaded4.Diagnostics, loaded4.Checked);
        }

        var loaded = ConfigLoader.Load6(text, file, JsonReader.OpenFile, new LoadRules(JsonReader.OpenFile));
        return new ConfigFile(universe, loaded.Settings, loaded.Diagnostics, loaded.Checked);
    }
}
