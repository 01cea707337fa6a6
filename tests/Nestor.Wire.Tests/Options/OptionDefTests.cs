using Nestor.Wire.Options;
using T = Nestor.Wire.Options.OptionType;

namespace Nestor.Wire.Tests.Options;

/// <summary>
/// What an operator may define; each verdict is Kea 2.2's for the same option-def unless a row says otherwise.
/// </summary>
public sealed class OptionDefTests
{
    [Theory]
    [InlineData(1, "dhcp4", false)] // standard
    [InlineData(3, "dhcp4", false)]
    [InlineData(121, "dhcp4", false)] // standard since Kea 2.5
    [InlineData(143, "dhcp4", false)] // standard since Kea 2.3
    [InlineData(162, "dhcp4", false)] // standard since Kea 2.3
    [InlineData(0, "dhcp4", false)]
    [InlineData(255, "dhcp4", false)]
    [InlineData(256, "dhcp4", false)]
    [InlineData(256, "isc", false)]
    [InlineData(43, "dhcp4", true)]
    [InlineData(80, "dhcp4", true)]
    [InlineData(84, "dhcp4", true)]
    [InlineData(95, "dhcp4", true)]
    [InlineData(224, "dhcp4", true)]
    [InlineData(254, "dhcp4", true)]
    [InlineData(0, "isc", true)]
    [InlineData(255, "isc", true)]
    [InlineData(1, "vendor-4491", true)]
    [InlineData(1, "dhcp-agent-options-space", true)]
    [InlineData(1, "cablelabs-client-conf", true)]
    [InlineData(0, "vendor-encapsulated-options-space", true)]
    [InlineData(255, "vendor-encapsulated-options-space", true)]
    public void Code_may_be_defined(int code, string space, bool isFine) =>
        Assert.Equal(isFine, IsFine(new OptionDef((ushort)code, "own", space, T.UInt8)));

    [Theory]
    [InlineData("routers", false)]
    [InlineData("host-name", false)]
    [InlineData("a b", false)]
    [InlineData("-a", false)]
    [InlineData("a-", false)]
    [InlineData("_a", false)]
    [InlineData("a.b", false)]
    [InlineData("", false)]
    [InlineData("a_b", true)]
    [InlineData("A1", true)]
    [InlineData("1a", true)]
    public void Name_may_be_used(string name, bool isFine)
    {
        Assert.Equal(isFine, IsFine(new OptionDef(230, name, "dhcp4", T.UInt8)));
        bool isSpace = isFine || name is "routers" or "host-name";
        Assert.Equal(isSpace, IsFine(new OptionDef(230, "x", name, T.UInt8)));
        Assert.Equal(
            isSpace || name.Length == 0, IsFine(new OptionDef(230, "x", "dhcp4", T.Empty, Encapsulates: name)));
    }

    [Theory]
    [InlineData(T.Binary, true, false)]
    [InlineData(T.Empty, true, false)]
    [InlineData(T.String, true, false)]
    [InlineData(T.Record, true, false)]
    [InlineData(T.Internal, true, false)]
    [InlineData(T.Boolean, true, true)]
    [InlineData(T.Tuple, true, true)]
    [InlineData(T.Fqdn, true, true)]
    [InlineData(T.Psid, true, true)]
    [InlineData(T.Ip6Prefix, true, true)]
    [InlineData(T.Int8, true, true)]
    [InlineData(T.Binary, false, true)]
    [InlineData(T.Empty, false, true)]
    [InlineData(T.String, false, true)]
    [InlineData(T.Record, false, false)]
    [InlineData(T.Internal, false, false)]
    public void Type_may_be_single_or_an_array(T type, bool isArray, bool isFine) =>
        Assert.Equal(isFine, IsFine(new OptionDef(230, "x", "dhcp4", type, isArray)));

    [Theory]
    [InlineData("uint8", false, false)]
    [InlineData("uint8 string", true, false)]
    [InlineData("uint8 binary", true, false)]
    [InlineData("string uint8", false, false)]
    [InlineData("binary uint8", false, false)]
    [InlineData("uint8 empty", false, false)]
    [InlineData("uint8 record", false, false)]
    [InlineData("uint8 internal", false, false)]
    [InlineData("uint8 string", false, true)]
    [InlineData("fqdn uint8", false, true)]
    [InlineData("tuple uint8", false, true)]
    [InlineData("uint8 ipv4-address", true, true)]
    public void Record_may_have_these_fields(string types, bool isArray, bool isFine)
    {
        T[] fields = [.. types.Split(' ').Select(n => OptionTypes.TryParse(n, out var type) ? type : T.Empty)];
        Assert.Equal(isFine, IsFine(new OptionDef(230, "x", "dhcp4", T.Record, isArray, fields)));
        Assert.False(IsFine(new OptionDef(230, "x", "dhcp4", T.UInt8, isArray, fields)));
    }

    [Theory]
    [InlineData(T.UInt8, true, "isc", false)]
    [InlineData(T.Empty, false, "dhcp4", false)]
    [InlineData(T.Empty, false, "isc", true)]
    [InlineData(T.String, false, "isc", true)]
    [InlineData(T.Fqdn, false, "isc", true)]
    public void Option_may_encapsulate_a_space(T type, bool isArray, string space, bool isFine) =>
        Assert.Equal(isFine, IsFine(new OptionDef(230, "x", "dhcp4", type, isArray, Encapsulates: space)));

    [Fact]
    public void Same_code_or_name_twice_in_a_space_is_refused()
    {
        Assert.True(OptionDefs.Standard4.TryAdd(new OptionDef(230, "x", "dhcp4", T.UInt8), out var defs, out _));
        Assert.False(defs.TryAdd(new OptionDef(230, "y", "dhcp4", T.UInt8), out var same, out string error));
        Assert.Same(defs, same);
        Assert.Equal("code 230 of space dhcp4 is defined twice", error);
        Assert.False(defs.TryAdd(new OptionDef(231, "x", "dhcp4", T.UInt8), out _, out error));
        Assert.Equal("the name x is used twice in space dhcp4", error);
        Assert.True(defs.TryAdd(new OptionDef(230, "x", "isc", T.UInt8), out _, out _));
    }

    [Fact]
    public void Own_definition_takes_the_place_of_the_standard_one()
    {
        var own = new OptionDef(43, "mine", "dhcp4", T.Binary);
        var defs = OptionDefs.Standard4.With([own]);
        Assert.Same(own, defs.Find("dhcp4", 43));
        Assert.Same(own, defs.Find("dhcp4", "mine"));
        Assert.Null(defs.Find("dhcp4", "vendor-encapsulated-options"));
        Assert.Equal(OptionDefs.Standard4.All.Count, defs.All.Count);
        Assert.NotSame(own, OptionDefs.Standard4.Find("dhcp4", 43));
    }

    [Fact]
    public void Type_names_are_read_and_written()
    {
        foreach (var type in Enum.GetValues<T>())
        {
            Assert.True(OptionTypes.TryParse(OptionTypes.NameOf(type), out var read));
            Assert.Equal(type, read);
        }

        Assert.False(OptionTypes.TryParse("UINT8", out _));
    }

    private static bool IsFine(OptionDef def) => OptionDefs.Standard4.Objection(def) is null;
}
