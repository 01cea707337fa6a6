using Nestor.Config.Loading;
using Nestor.Json;
using Nestor.Model.Settings;
using Nestor.Wire.Options;

namespace ControlClient;

/// <summary>A server as its configuration file describes it.</summary>
public sealed record ConfiguredServer(string File, Universe Family, DhcpSettings Settings)
{
    /// <summary>The server a file is for; a file for both is DHCPv4's.</summary>
    public static Universe FamilyOf(Element? root) => root?["Dhcp6"] is not null && root["Dhcp4"] is null ? Universe.V6 : Universe.V4;

    /// <summary>Null, with the reason, when the file cannot be read or a server would refuse it.</summary>
    /// <param name="family">Null when the file says it.</param>
    public static ConfiguredServer? Read(string file, Universe? family, out string error)
    {
        if (JsonReader.OpenFile(file, out error) is not { } text)
        {
            error = $"{file}: {error}";
            return null;
        }

        var chosen = family ?? FamilyOf(JsonReader.Read(text, file, new Diagnostics(), JsonReader.OpenFile));
        var rules = new LoadRules(JsonReader.OpenFile, IsTrusting: true);
        var settings = chosen == Universe.V6
            ? (DhcpSettings?)ConfigLoader.Load6(text, file, JsonReader.OpenFile, rules).Settings
            : ConfigLoader.Load4(text, file, JsonReader.OpenFile, rules).Settings;
        error = settings is null ? $"{file}: a server would refuse it; name the socket with --socket" : "";
        return settings is null ? null : new ConfiguredServer(file, chosen, settings);
    }

    /// <summary>Its first unix control socket; null, with the reason, when it has none.</summary>
    public string? Socket(out string error)
    {
        error = Settings.ControlSockets.Unix.Count == 0 ? $"{File}: it has no unix control socket" : "";
        return error.Length == 0 ? Settings.ControlSockets.Unix[0].Name : null;
    }

    /// <summary>Which family's server is at a socket; null, with the reason, when it does not say.</summary>
    public static Universe? FamilyAt(string socket, out string error)
    {
        // Every server knows its own counters, and answers with nothing about the other family's.
        var name = Element.Map([new Member("name", Element.Of("pkt6-received"), SourcePlace.None)]);
        return ControlChannel.Get(socket, "statistic-get", name, out error) is { } found
            ? found["pkt6-received"] is null ? Universe.V4 : Universe.V6
            : null;
    }
}
