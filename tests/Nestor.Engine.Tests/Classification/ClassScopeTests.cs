using System.Text;
using Nestor.Engine.Tests.Keywords;
using Nestor.Wire.Dhcp4;

namespace Nestor.Engine.Tests.Classification;

/// <summary>What classes do in each scope that knows them, from the configuration's text to the answer.</summary>
public sealed class ClassScopeTests
{
    /// <summary>Clients whose option 60 is "red" are red; green ones are looked at only where something asks for them.</summary>
    private const string Classes = """
        "client-classes": [
          { "name": "red", "test": "option[60].hex == 'red'" },
          { "name": "blue", "test": "option[60].hex == 'blue'" },
          { "name": "green", "test": "option[60].hex == 'red'", ONLY, "option-data": [ { "name": "tftp-server-name", "data": "green" } ] } ]
        """;

    private static readonly string[] Guarded = [Scopes.Network, Scopes.Member, Scopes.MemberPool, Scopes.Subnet, Scopes.Pool];

    public static IEnumerable<TheoryDataRow<string, string>> Guards =>
        from scope in Guarded
        from spelling in (string[])["\"client-class\": \"red\"", "\"client-classes\": [ \"blue\", \"red\" ]"]
        select new TheoryDataRow<string, string>(scope, spelling);

    public static IEnumerable<TheoryDataRow<string, string, string>> Additional =>
        from scope in Guarded
        from list in (string[])["require-client-classes", "evaluate-additional-classes"]
        from only in (string[])["only-if-required", "only-in-additional-list"]
        select new TheoryDataRow<string, string, string>(scope, list, only);

    public static IEnumerable<TheoryDataRow<string>> OptionScopes => Scopes.Options.Select(s => new TheoryDataRow<string>(s));

    [Theory]
    [MemberData(nameof(Guards))]
    public void Only_clients_in_one_of_its_classes_get_past_a_guard(string scope, string guard)
    {
        var bench = new Bench(Scopes.Text(scope, guard, "", WithClasses("only-in-additional-list")));
        Assert.Null(bench.Send(Discover("white")));
        Assert.Equal("192.0.2.10", bench.Send(Discover("red"))?.Yiaddr.ToString());
        var open = new Bench(Scopes.Text(scope, "\"client-classes\": [ ]", "", WithClasses("only-in-additional-list")));
        Assert.Equal("192.0.2.10", open.Send(Discover("white"))?.Yiaddr.ToString());
    }

    [Theory]
    [MemberData(nameof(Additional))]
    public void An_additional_class_counts_where_its_scope_served_the_client(string scope, string list, string only)
    {
        var bench = new Bench(Scopes.Text(scope, $"\"{list}\": [ \"green\" ]", "", WithClasses(only)));
        Assert.Equal("green", Option(bench.Send(Discover("red")), 66));
        Assert.Null(Option(bench.Send(Discover("blue")), 66));
        var without = new Bench(Scopes.Text(scope, "", "", WithClasses(only)));
        Assert.Null(Option(without.Send(Discover("red")), 66));
    }

    [Theory]
    [MemberData(nameof(OptionScopes))]
    public void An_option_with_classes_is_for_clients_in_one_of_them_and_the_next_of_its_scope_for_others(string scope)
    {
        const string Tagged = """
            "option-data": [ { "name": "tftp-server-name", "data": "for red", "client-classes": [ "red", "blue" ] },
              { "name": "tftp-server-name", "data": "for others" } ]
            """;
        var bench = new Bench(Scopes.Text(scope, Tagged, "", WithClasses("only-in-additional-list")));
        Assert.Equal("for red", Option(bench.Send(Discover("red")), 66));
        Assert.Equal("for red", Option(bench.Send(Discover("blue")), 66));
        Assert.Equal("for others", Option(bench.Send(Discover("white")), 66));
    }

    [Fact]
    public void An_option_whose_classes_do_not_fit_leaves_its_place_to_the_scope_above()
    {
        const string Above = "\"option-data\": [ { \"name\": \"tftp-server-name\", \"data\": \"above\" } ]";
        const string Here = "\"option-data\": [ { \"name\": \"tftp-server-name\", \"data\": \"here\", \"client-classes\": [ \"red\" ] } ]";
        var bench = new Bench(Scopes.Text(Scopes.Pool, Here, Above, WithClasses("only-in-additional-list")));
        Assert.Equal("here", Option(bench.Send(Discover("red")), 66));
        Assert.Equal("above", Option(bench.Send(Discover("white")), 66));
    }

    [Fact]
    public void An_option_that_is_always_sent_is_not_when_its_classes_do_not_fit()
    {
        const string Here = "\"option-data\": [ { \"name\": \"root-path\", \"data\": \"x\", \"always-send\": true, \"client-classes\": [ \"red\" ] } ]";
        var bench = new Bench(Scopes.Text(Scopes.Subnet, Here, "", WithClasses("only-in-additional-list")));
        Assert.Equal("x", Option(bench.Send(Discover("red")), 17));
        Assert.Null(Option(bench.Send(Discover("white")), 17));
    }

    [Theory]
    [InlineData(Scopes.Host, "")]
    [InlineData(Scopes.MemberHost, "")]
    [InlineData(Scopes.GlobalHost, "")]
    public void A_client_is_in_the_classes_of_its_reservation(string scope, string above)
    {
        const string Own = "\"client-classes\": [ { \"name\": \"staff\", \"option-data\": [ { \"name\": \"tftp-server-name\", \"data\": \"staff\" } ] } ]";
        var bench = new Bench(Scopes.Text(scope, "\"client-classes\": [ \"staff\" ]", above, Own));
        Assert.Equal("staff", Option(bench.Send(Discover("white")), 66));
        Assert.Null(Option(bench.Send(Discover("white", client: 2)), 66));
    }

    private static string WithClasses(string only) =>
        Classes.Replace("ONLY", $"\"{only}\": true", StringComparison.Ordinal);

    private static Query Discover(string vendor, byte client = 1) => new Query(MessageType4.Discover) { Client = client }
        .With(OptionCode4.VendorClass, Encoding.ASCII.GetBytes(vendor)).With(OptionCode4.ParameterRequestList, 66);

    private static string? Option(Packet4? reply, byte code)
    {
        Assert.NotNull(reply);
        return reply.TryOption(code, out var body) ? Encoding.ASCII.GetString(body) : null;
    }
}
