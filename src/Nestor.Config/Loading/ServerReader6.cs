using System.Globalization;
using Nestor.Json;
using Nestor.Model.Leases;
using Nestor.Model.Settings;
using Nestor.Wire.Options;
using Nestor.Wire.Values;

namespace Nestor.Config.Loading;

/// <summary>What only a DHCPv6 server has at its global scope.</summary>
internal static class ServerReader6
{
    private static readonly (string Name, HardwareSource Source)[] Sources =
    [
        ("any", HardwareSource.Unknown),
        ("raw", HardwareSource.Raw),
        ("duid", HardwareSource.Duid),
        ("ipv6-link-local", HardwareSource.Ip6LinkLocal),
        ("client-link-addr-option", HardwareSource.ClientLinkAddress),
        ("rfc6939", HardwareSource.ClientLinkAddress),
        ("remote-id", HardwareSource.RemoteId),
        ("rfc4649", HardwareSource.RemoteId),
        ("subscriber-id", HardwareSource.SubscriberId),
        ("rfc4580", HardwareSource.SubscriberId),
        ("docsis-cmts", HardwareSource.DocsisCmts),
        ("docsis-modem", HardwareSource.DocsisModem),
    ];

    public static IReadOnlyList<HardwareSource> MacSources(Reading reading, Element? list)
    {
        if (list is null)
        {
            return new Dhcp6Settings([], []).MacSources;
        }

        if (list.Items.Count == 0)
        {
            reading.Diagnostics.Error(list.Place, "found an empty list, wanted one source or more for \"mac-sources\"");
        }

        var sources = new List<HardwareSource>();
        foreach (var item in list.Items)
        {
            int at = Array.FindIndex(Sources, s => s.Name == item.Text);
            if (at < 0)
            {
                reading.Diagnostics.Error(
                    item.Place, $"found \"{item.Text}\", wanted one of {string.Join(", ", Sources.Select(s => s.Name))} for \"mac-sources\"");
            }
            else if (sources.Contains(Sources[at].Source))
            {
                reading.Diagnostics.Error(item.Place, $"found \"{item.Text}\" for the second time, wanted each source once");
            }
            else
            {
                sources.Add(Sources[at].Source);
            }
        }

        return sources;
    }

    /// <summary>Codes, or names of options of space dhcp6.</summary>
    public static IReadOnlyList<ushort> RelaySuppliedOptions(Reading reading, Element? list, OptionDefs defs)
    {
        var codes = new List<ushort>();
        foreach (var item in list?.Items ?? [])
        {
            if ((ushort.TryParse(item.Text, NumberStyles.None, CultureInfo.InvariantCulture, out ushort code) && code > 0)
                || (code = defs.Find(OptionDefs.Dhcp6Space, item.Text)?.Code ?? 0) > 0)
            {
                codes.Add(code);
            }
            else
            {
                reading.Diagnostics.Error(
                    item.Place, $"found \"{item.Text}\", wanted a code from 1 to 65535 or the name of an option in space dhcp6");
            }
        }

        return [.. codes.Distinct()];
    }

    public static ServerIdSettings ServerId(Reading reading, Element? map)
    {
        if (map is null)
        {
            return new ServerIdSettings();
        }

        if (map["type"] is null)
        {
            reading.Diagnostics.Error(map.Place, "found server-id without its type, wanted \"type\"");
        }

        string text = Reading.Text(map, "identifier") ?? "";
        var identifier = new List<byte>();
        if (text.Length > 0 && (text.Length % 2 != 0 || !text.All(char.IsAsciiHexDigit) || !OptionText.TryHex(text, identifier)))
        {
            reading.Diagnostics.Error(map["identifier"]!.Place, $"found \"{text}\", wanted pairs of hexadecimal digits for \"identifier\"");
        }

        // A DUID has at most 128 bytes behind its type, of which six may be hardware type and time (RFC 9915 section 11.1).
        if (identifier.Count > 122)
        {
            reading.Diagnostics.Error(map["identifier"]!.Place, $"found {identifier.Count} bytes, wanted at most 122 for \"identifier\"");
        }

        return new ServerIdSettings
        {
            Type = Reading.Text(map, "type") switch
            {
                "EN" => Duid.En,
                "LL" => Duid.Ll,
                _ => Duid.Llt,
            },
            Identifier = [.. identifier],
            HardwareType = (ushort)reading.UInt32(map, "htype", 0, ushort.MaxValue),
            Time = reading.UInt32(map, "time", 0),
            EnterpriseId = reading.UInt32(map, "enterprise-id", 0),
            IsPersistent = Reading.Boolean(map, "persist", true),
            UserContext = Reading.UserContext(map),
        };
    }

    /// <summary>Kea 3.0 does not act on it any more; as it is a place where an operator looks for files, it is told.</summary>
    public static void WarnOfDataDirectory(Reading reading, Element server)
    {
        if (server["data-directory"] is { } directory)
        {
            reading.Diagnostics.Warn(
                directory.Place, "\"data-directory\" is an older keyword without effect: the environment variable KEA_DHCP_DATA_DIR says it now");
        }
    }
}
