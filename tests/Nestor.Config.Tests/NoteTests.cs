using Nestor.Json;
using Nestor.Model.Hosts;
using Nestor.Model.Networks;
using Nestor.Model.Settings;
using Nestor.Wire.Options;
using Nestor.Wire.Values;

namespace Nestor.Config.Tests;

/// <summary>user-context and comment: kept with what they are about, wherever they stand.</summary>
public sealed class NoteTests
{
    private const string Hosts = "\"reservations\": [ { \"hw-address\": \"1:2\", X } ]";
    private const string PdPools = "\"pd-pools\": [ { \"prefix\": \"3000::\", \"prefix-len\": 48, \"delegated-len\": 56, X } ]";

    /// <summary>What a family's configurations are made of: an X stands for the note.</summary>
    private static readonly Dictionary<Universe, Parts> Families = new()
    {
        [Universe.V4] = new(4, "192.0.2.0/24", "\"pools\": [ { \"pool\": \"192.0.2.8/29\", X } ]", 15, text =>
        {
            var result = Texts.Load(text);
            Assert.Empty(result.Diagnostics.All);
            var settings = result.Settings!;
            var subnet = settings.Subnets.Count > 0 ? settings.Subnets[0] : null;
            return View.Of(settings, settings.Hosts.All, subnet, subnet?.Pools, settings.Networks);
        }),
        [Universe.V6] = new(6, "2001:db8::/48", "\"pools\": [ { \"pool\": \"2001:db8::/64\", X } ]", 7, text =>
        {
            var result = Texts.Load6(text);
            Assert.Empty(result.Diagnostics.All);
            var settings = result.Settings!;
            var subnet = settings.Subnets.Count > 0 ? settings.Subnets[0] : null;
            return View.Of(settings, settings.Hosts.All, subnet, subnet?.Pools, settings.Networks) with
            {
                PdPool = subnet?.PdPools.Count > 0 ? subnet.PdPools[0] : null,
                ServerId = settings.ServerId.UserContext,
            };
        }),
    };

    public static IEnumerable<TheoryDataRow<Universe, string>> EveryPlace =>
        Families.Keys.SelectMany(u => PlacesOf(u).Keys.Select(k => new TheoryDataRow<Universe, string>(u, k)));

    [Theory]
    [MemberData(nameof(EveryPlace))]
    public void A_note_is_kept_with_what_it_is_about_and_a_comment_is_a_member_of_it(Universe universe, string place)
    {
        var (text, find) = PlacesOf(universe)[place];
        Assert.Equal("{\"a\":[1,{}]}", Kept("\"user-context\": { \"a\": [ 1, { } ] }"));
        Assert.Equal("{\"comment\":\"why\"}", Kept("\"comment\": \"why\""));
        Assert.Equal("{\"a\":1,\"comment\":\"why\"}", Kept("\"comment\": \"why\", \"user-context\": { \"a\": 1, \"comment\": \"before\" }"));

        string Kept(string note) =>
            JsonWriter.Compact(find(Families[universe].Load(text.Replace("X", note, StringComparison.Ordinal)))!)
                .Replace(" ", "", StringComparison.Ordinal);
    }

    /// <summary>Every place of the family: a configuration with an X for the note, and where the note is afterwards.</summary>
    private static Dictionary<string, (string Text, Func<View, Element?> Find)> PlacesOf(Universe universe)
    {
        var family = Families[universe];
        string options = $"\"option-data\": [ {{ \"code\": {family.Option}, \"data\": \"1\", X }} ]";
        string space = $"dhcp{family.Figure}";
        var places = new Dictionary<string, (string Text, Func<View, Element?> Find)>
        {
            ["server"] = ("X", v => v.Settings.UserContext),
            ["interfaces-config"] = ("\"interfaces-config\": { X }", v => v.Settings.Interfaces.UserContext),
            ["control-sockets[]"] = ("\"control-sockets\": [ { \"socket-type\": \"unix\", \"socket-name\": \"x\", X } ]", v => v.Settings.ControlSockets.Unix[0].UserContext),
            ["loggers[]"] = ("\"loggers\": [ { \"name\": \"kea\", X } ]", v => v.Settings.Loggers[0].UserContext),
            ["option-def[]"] = ("\"option-def\": [ { \"name\": \"x\", \"code\": 240, \"type\": \"string\", X } ]", v => v.Settings.OptionDefContexts[(space, 240)]),
            ["option-data[]"] = (options, v => NoteOf(v.Settings.Options)),
            ["reservations[]"] = (Hosts, v => v.Host!.UserContext),
            ["reservations[]/option-data[]"] = (In(Hosts, options), v => NoteOf(v.Host!.Options)),
            ["shared-networks[]"] = (Network("X, "), v => v.Network),
            ["shared-networks[]/option-data[]"] = (Network(options + ", "), v => NoteOf(v.NetworkOptions!)),
        };
        var inSubnets = new Dictionary<string, (string Text, Func<View, Element?> Find)>
        {
            [""] = ("X", v => v.Subnet),
            ["/option-data[]"] = (options, v => NoteOf(v.SubnetOptions!)),
            ["/pools[]"] = (family.Pools, v => v.Pool),
            ["/pools[]/option-data[]"] = (In(family.Pools, options), v => NoteOf(v.PoolOptions!)),
            ["/reservations[]"] = (Hosts, v => v.Host!.UserContext),
            ["/reservations[]/option-data[]"] = (In(Hosts, options), v => NoteOf(v.Host!.Options)),
        };
        if (universe == Universe.V6)
        {
            places["server-id"] = ("\"server-id\": { \"type\": \"EN\", X }", v => v.ServerId);
            inSubnets["/pd-pools[]"] = (PdPools, v => v.PdPool!.UserContext);
            inSubnets["/pd-pools[]/option-data[]"] = (In(PdPools, options), v => NoteOf(v.PdPool!.Options));
        }

        foreach (var (place, (text, find)) in inSubnets)
        {
            places["subnet[]" + place] = (Subnet(text), find);
            places["shared-networks[]/subnet[]" + place] = ("\"shared-networks\": [ { \"name\": \"n\", " + Subnet(text) + " } ]", find);
        }

        return places;

        Element? NoteOf(OptionSet set) => set.Find(family.Option)!.UserContext;
        string Subnet(string inner) => $"\"subnet{family.Figure}\": [ {{ \"id\": 1, \"subnet\": \"{family.Prefix}\", {inner} }} ]";
        string Network(string inner) =>
            $"\"shared-networks\": [ {{ \"name\": \"n\", {inner}\"subnet{family.Figure}\": [ {{ \"id\": 1, \"subnet\": \"{family.Prefix}\" }} ] }} ]";
    }

    private static string In(string outer, string inner) => outer.Replace("X", inner, StringComparison.Ordinal);

    private sealed record Parts(int Figure, string Prefix, string Pools, ushort Option, Func<string, View> Load);

    /// <summary>The first of everything that a note can be about.</summary>
    private sealed record View(DhcpSettings Settings, Reservation? Host)
    {
        public Element? Subnet { get; init; }

        public OptionSet? SubnetOptions { get; init; }

        public Element? Pool { get; init; }

        public OptionSet? PoolOptions { get; init; }

        public Element? Network { get; init; }

        public OptionSet? NetworkOptions { get; init; }

        public Pool6? PdPool { get; init; }

        public Element? ServerId { get; init; }

        public static View Of<TAddr>(
            DhcpSettings settings,
            IReadOnlyList<Reservation> hosts,
            Subnet<TAddr>? subnet,
            IReadOnlyList<Pool<TAddr>>? pools,
            IReadOnlyList<SharedNetwork<TAddr>> networks)
            where TAddr : struct, IAddress<TAddr> => new(settings, hosts.Count > 0 ? hosts[0] : null)
            {
                Subnet = subnet?.UserContext,
                SubnetOptions = subnet?.Options,
                Pool = pools?.Count > 0 ? pools[0].UserContext : null,
                PoolOptions = pools?.Count > 0 ? pools[0].Options : null,
                Network = networks.Count > 0 ? networks[0].UserContext : null,
                NetworkOptions = networks.Count > 0 ? networks[0].Options : null,
            };
    }
}
