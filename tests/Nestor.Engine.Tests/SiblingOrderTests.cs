using Nestor.Wire.Dhcp4;

namespace Nestor.Engine.Tests;

/// <summary>In which order the subnets of a shared network are gone through, and what of it a guard hides.</summary>
public sealed class SiblingOrderTests
{
    private const string Pools = "\"pools\": [ { \"pool\": \"10.N.0.10 - 10.N.0.20\" } ]";

    [Theory]
    [InlineData(5, "10.1.0.10")]
    [InlineData(9, "10.2.0.10")]
    [InlineData(1, "10.2.0.10")]
    public void Behind_the_selected_subnet_come_those_of_the_next_ids_and_then_of_the_lowest(int selected, string address)
    {
        string text = $$"""
            "shared-networks": [ { "name": "n", "subnet4": [ {{Subnet(7, 1, Pools)}}, {{Subnet(3, 2, Pools)}},
              { "id": {{selected}}, "subnet": "192.0.2.0/24", "interface": "eth0" } ] } ]
            """;
        Assert.Equal(address, new Bench(text).Send(new Query(MessageType4.Discover))!.Yiaddr.ToString());
    }

    private static string Subnet(int id, int net, string more) =>
        $"{{ \"id\": {id}, \"subnet\": \"10.{net}.0.0/24\", {more.Replace("N", net.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)} }}";
}
