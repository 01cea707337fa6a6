using Nestor.Json;
using Nestor.Model.Settings;

namespace Nestor.Config.Tests;

/// <summary>user-context and comment: kept with what they are about, wherever they stand.</summary>
public sealed class NoteTests
{
    private const string Subnet = "\"subnet4\": [ { \"id\": 1, \"subnet\": \"192.0.2.0/24\", SUBNET } ]";
    private const string Network = "\"shared-networks\": [ { \"name\": \"n\", NETWORK " + Subnet + " } ]";
    private const string Pools = "\"pools\": [ { \"pool\": \"192.0.2.8/29\", X } ]";
    private const string Options = "\"option-data\": [ { \"code\": 15, \"data\": \"a\", X } ]";
    private const string Hosts = "\"reservations\": [ { \"hw-address\": \"1:2\", X } ]";

    /// <summary>The configuration with an X for the note, and where the note is afterwards.</summary>
    private static readonly Dictionary<string, (string Text, Func<Dhcp4Settings, Element?> Find)> Places = new()
    {
        ["Dhcp4"] = ("X", s => s.UserContext),
        ["interfaces-config"] = ("\"interfaces-config\": { X }", s => s.Interfaces.UserContext),
        ["loggers[]"] = ("\"loggers\": [ { \"name\": \"kea-dhcp4\", X } ]", s => s.Loggers[0].UserContext),
        ["option-def[]"] = ("\"option-def\": [ { \"name\": \"x\", \"code\": 240, \"type\": \"string\", X } ]", s => s.OptionDefContexts[("dhcp4", 240)]),
        ["option-data[]"] = (Options, s => s.Options.Find(15)!.UserContext),
        ["reservations[]"] = (Hosts, s => s.Hosts.All[0].UserContext),
        ["reservations[]/option-data[]"] = (In(Hosts, Options), s => s.Hosts.All[0].Options.Find(15)!.UserContext),
        ["subnet4[]"] = (InSubnet("X"), s => s.Subnets[0].UserContext),
        ["subnet4[]/option-data[]"] = (InSubnet(Options), s => s.Subnets[0].Options.Find(15)!.UserContext),
        ["subnet4[]/pools[]"] = (InSubnet(Pools), s => s.Subnets[0].Pools[0].UserContext),
        ["subnet4[]/pools[]/option-data[]"] = (InSubnet(In(Pools, Options)), s => s.Subnets[0].Pools[0].Options.Find(15)!.UserContext),
        ["subnet4[]/reservations[]"] = (InSubnet(Hosts), s => s.Hosts.All[0].UserContext),
        ["subnet4[]/reservations[]/option-data[]"] = (InSubnet(In(Hosts, Options)), s => s.Hosts.All[0].Options.Find(15)!.UserContext),
        ["shared-networks[]"] = (Network.Replace("NETWORK", "X,", StringComparison.Ordinal).Replace(", SUBNET", "", StringComparison.Ordinal), s => s.Networks[0].UserContext),
        ["shared-networks[]/option-data[]"] = (
            Network.Replace("NETWORK", Options + ",", StringComparison.Ordinal).Replace(", SUBNET", "", StringComparison.Ordinal), s => s.Networks[0].Options.Find(15)!.UserContext),
        ["shared-networks[]/subnet4[]"] = (InMember("X"), s => s.Subnets[0].UserContext),
        ["shared-networks[]/subnet4[]/option-data[]"] = (InMember(Options), s => s.Subnets[0].Options.Find(15)!.UserContext),
        ["shared-networks[]/subnet4[]/pools[]"] = (InMember(Pools), s => s.Subnets[0].Pools[0].UserContext),
        ["shared-networks[]/subnet4[]/pools[]/option-data[]"] = (InMember(In(Pools, Options)), s => s.Subnets[0].Pools[0].Options.Find(15)!.UserContext),
        ["shared-networks[]/subnet4[]/reservations[]"] = (InMember(Hosts), s => s.Hosts.All[0].UserContext),
        ["shared-networks[]/subnet4[]/reservations[]/option-data[]"] = (InMember(In(Hosts, Options)), s => s.Hosts.All[0].Options.Find(15)!.UserContext),
    };

    public static IEnumerable<TheoryDataRow<string>> EveryPlace => Places.Keys.Select(k => new TheoryDataRow<string>(k));

    [Theory]
    [MemberData(nameof(EveryPlace))]
    public void A_note_is_kept_with_what_it_is_about_and_a_comment_is_a_member_of_it(string place)
    {
        var (text, find) = Places[place];
        Assert.Equal("{\"a\":[1,{}]}", Kept("\"user-context\": { \"a\": [ 1, { } ] }"));
        Assert.Equal("{\"comment\":\"why\"}", Kept("\"comment\": \"why\""));
        Assert.Equal("{\"a\":1,\"comment\":\"why\"}", Kept("\"comment\": \"why\", \"user-context\": { \"a\": 1, \"comment\": \"before\" }"));

        string Kept(string note)
        {
            var result = Texts.Load(text.Replace("X", note, StringComparison.Ordinal));
            Assert.Empty(result.Diagnostics.All);
            return JsonWriter.Compact(find(result.Settings!)!).Replace(" ", "", StringComparison.Ordinal);
        }
    }

    private static string In(string outer, string inner) => outer.Replace("X", inner, StringComparison.Ordinal);

    private static string InSubnet(string inner) => Subnet.Replace("SUBNET", inner, StringComparison.Ordinal);

    private static string InMember(string inner) =>
        Network.Replace("NETWORK", "", StringComparison.Ordinal).Replace("SUBNET", inner, StringComparison.Ordinal);
}
