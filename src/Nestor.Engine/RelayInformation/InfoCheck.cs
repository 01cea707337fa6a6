using System.Text;
using Nestor.Json;
using Nestor.Model.Settings;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Values;

namespace Nestor.Engine.RelayInformation;

/// <summary>What became of the relay information of a loaded lease.</summary>
internal enum InfoFate
{
    /// <summary>It is as it should be, or there is none.</summary>
    Fine,

    /// <summary>An older form was brought into today's.</summary>
    Upgraded,

    /// <summary>It is wrong and was taken out.</summary>
    Removed,
}

/// <summary>Kea's <c>sanity-checks/extended-info-checks</c>: relay information of leases that come from a file.</summary>
internal static class InfoCheck
{
    private static readonly string[] Members4 = ["sub-options", "remote-id", "relay-id", "comment"];
    private static readonly string[] Members6 = ["hop", "link", "peer", "options", "remote-id", "relay-id", "comment"];

    /// <summary>Of a DHCPv4 lease.</summary>
    /// <param name="context">Its user-context, which is changed where it is not fine.</param>
    /// <param name="problem">What was wrong with what was taken out.</param>
    public static InfoFate Judge4(ref byte[] context, ExtendedInfoChecks level, out string problem) =>
        Judge(ref context, level, ExtendedInfo4.Name, ExtendedInfo4.Name, Upgrade4, Problem4, out problem);

    /// <summary>Of a DHCPv6 lease.</summary>
    /// <inheritdoc cref="Judge4"/>
    public static InfoFate Judge6(ref byte[] context, ExtendedInfoChecks level, out string problem) =>
        Judge(ref context, level, ExtendedInfo6.Name, ExtendedInfo6.OlderName, Upgrade6, Problem6, out problem);

    /// <param name="upgrade">Today's form of an older one; null where it is none.</param>
    /// <param name="find">What is wrong with today's form; empty for nothing.</param>
    private static InfoFate Judge(
        ref byte[] context, ExtendedInfoChecks level, string name, string olderName,
        Func<Element, Element?> upgrade, Func<Element, ExtendedInfoChecks, string> find, out string problem)
    {
        problem = "";
        if (level == ExtendedInfoChecks.None || IscMember.Read(context) is not { } whole || whole[IscMember.Name] is not { } own)
        {
            return InfoFate.Fine;
        }

        if (own.Kind != ElementKind.Map)
        {
            problem = "\"ISC\" is no map";
            context = IscMember.Write(IscMember.With(whole, null));
            return InfoFate.Removed;
        }

        var info = own[name];
        bool isUpgraded = false;
        if ((own[olderName] is { } older && info is null) || info is { Kind: ElementKind.String })
        {
            info = upgrade((info ?? own[olderName])!);
            isUpgraded = info is not null;
            problem = isUpgraded ? "" : $"the older form of \"{name}\" cannot be read";
        }

        problem = info is null ? problem : find(info, level);
        if (!isUpgraded && problem.Length == 0)
        {
            return InfoFate.Fine;
        }

        var left = IscMember.Without(own, name, olderName);
        if (problem.Length == 0)
        {
            left.Add(IscMember.Of(name, info!));
        }

        context = IscMember.Write(IscMember.With(whole, left.Count == 0 ? null : Element.Map(left.OrderBy(m => m.Name, StringComparer.Ordinal))));
        return problem.Length > 0 ? InfoFate.Removed : InfoFate.Upgraded;
    }

    /// <summary>Before Kea 2.3.8: the sub-options alone.</summary>
    private static Element? Upgrade4(Element older)
    {
        if (!InfoText.TryHex(older, hasPrefix: true, out byte[] area) || !SubOptions.IsWhole(area))
        {
            return null;
        }

        var text = new ContextText();
        text.Add("{ "u8);
        ExtendedInfo4.Write(text, area);
        text.Add(" }"u8);
        return JsonReader.Read(text.Text.ToArray(), "user-context", new Diagnostics());
    }

    private static string Problem4(Element info, ExtendedInfoChecks level)
    {
        if (info.Kind != ElementKind.Map)
        {
            return $"\"{ExtendedInfo4.Name}\" is no map";
        }

        return level < ExtendedInfoChecks.Strict ? ""
            : !InfoText.TryHex(info["sub-options"], hasPrefix: true, out byte[] area) || !SubOptions.IsWhole(area) ? "\"sub-options\" cannot be read"
            : Identifiers(info) is { Length: > 0 } problem ? problem
            : level == ExtendedInfoChecks.Pedantic ? Spare(info, Members4) : "";
    }

    /// <summary>Before Kea 2.3.2: without remote-id and relay-id, which stand in the options only.</summary>
    private static Element? Upgrade6(Element older)
    {
        if (older.Kind != ElementKind.List)
        {
            return null;
        }

        var relays = new List<Element>();
        foreach (var relay in older.Items)
        {
            if (relay.Kind != ElementKind.Map)
            {
                return null;
            }

            var members = IscMember.Without(relay, "remote-id", "relay-id");
            if (InfoText.TryHex(relay["options"], hasPrefix: true, out byte[] options))
            {
                Identifier("relay-id", OptionCode6.RelayId);
                Identifier("remote-id", OptionCode6.RemoteId);
            }

            relays.Add(Element.Map(members));

            void Identifier(string name, ushort code)
            {
                if (OptionCursor6.TryFind(options, code, out var body) && !body.IsEmpty)
                {
                    members.Add(IscMember.Of(name, Element.Of(Convert.ToHexString(body))));
                }
            }
        }

        return Element.List(relays);
    }

    private static string Problem6(Element info, ExtendedInfoChecks level)
    {
        if (info.Kind != ElementKind.List)
        {
            return $"\"{ExtendedInfo6.Name}\" is no list";
        }

        if (level < ExtendedInfoChecks.Strict)
        {
            return "";
        }

        foreach (var relay in info.Items)
        {
            string problem = relay.Kind != ElementKind.Map ? "a relay is no map"
                : relay["hop"] is not { Kind: ElementKind.Integer, Integer: >= 0 and <= byte.MaxValue } ? "\"hop\" is no count of hops"
                : !IsAddress(relay["link"]) ? "\"link\" is no address"
                : !IsAddress(relay["peer"]) ? "\"peer\" is no address"
                : relay["options"] is { } options && !(InfoText.TryHex(options, hasPrefix: true, out byte[] area) && OptionCursor6.IsWhole(area)) ? "\"options\" cannot be read"
                : Identifiers(relay) is { Length: > 0 } wrong ? wrong
                : level == ExtendedInfoChecks.Pedantic ? Spare(relay, Members6) : "";
            if (problem.Length > 0)
            {
                return problem;
            }
        }

        return info.Items.Count == 0 ? $"\"{ExtendedInfo6.Name}\" is empty" : "";
    }

    private static bool IsAddress(Element? value) => value is { Kind: ElementKind.String } && Ip6.TryParse(value.Text, out _);

    private static string Identifiers(Element map)
    {
        foreach (string name in (ReadOnlySpan<string>)["remote-id", "relay-id"])
        {
            if (map[name] is { } value && !InfoText.TryHex(value, hasPrefix: false, out _))
            {
                return $"\"{name}\" cannot be read";
            }
        }

        return "";
    }

    private static string Spare(Element map, string[] known) =>
        map.Members.FirstOrDefault(m => !known.Contains(m.Name)) is { Name: { } name } ? $"\"{name}\" is not Kea's" : "";
}
