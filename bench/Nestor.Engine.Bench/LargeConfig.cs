using System.Globalization;
using System.Text;
using Nestor.Wire.Values;

namespace Nestor.Engine.Bench;

/// <summary>Configurations that are large in one way or another.</summary>
public static class LargeConfig
{
    private const int ReservedEach = 10;

    /// <summary>The relay of a client whose subnet is that many of /24 behind 10.0.0.0; the subnets are taken in turn.</summary>
    public static Ip4 Relay(int client, int subnets) => new(0x0A000001u + ((uint)(client % subnets) << 8));

    /// <summary>
    /// Subnets of /24 from 10.0.0.0, each with a pool, options and ten reservations of clients whose numbers begin at
    /// <paramref name="firstReserved"/>.
    /// </summary>
    public static string Subnets(int subnets, int firstReserved)
    {
        var text = new StringBuilder("{ \"Dhcp4\": { \"valid-lifetime\": 4000, \"cache-threshold\": 0.0, \"subnet4\": [");
        for (int n = 0; n < subnets; n++)
        {
            string net = $"10.{n >> 8}.{n & 255}";
            text.Append(CultureInfo.InvariantCulture, $$"""
                {{(n == 0 ? "" : ",")}} { "id": {{n + 1}}, "subnet": "{{net}}.0/24", "pools": [ { "pool": "{{net}}.20 - {{net}}.250" } ],
                  "option-data": [ { "name": "routers", "data": "{{net}}.1" }, { "name": "domain-name-servers", "data": "10.0.0.2" } ],
                  "reservations": [
                """);
            for (int k = 0; k < ReservedEach; k++)
            {
                // The number's place in the client's hardware address is that of Clients.Send.
                int client = firstReserved + n + (k * subnets);
                text.Append(CultureInfo.InvariantCulture, $$"""
                    {{(k == 0 ? "" : ",")}} { "hw-address": "02:00:{{client >> 24:x2}}:{{(byte)(client >> 16):x2}}:{{(byte)(client >> 8):x2}}:{{(byte)client:x2}}", "ip-address": "{{net}}.{{k + 2}}" }
                    """);
            }

            text.Append("] }");
        }

        return text.Append("] } }").ToString();
    }

    /// <summary>Classes with an expression of three terms each, none of which is true, and the last of which must be looked at.</summary>
    public static string Classes(int count) =>
        "\"client-classes\": [" + string.Join(",", Enumerable.Range(0, count).Select(i => $$"""
            { "name": "c{{i}}", "test": "option[61].exists and substring(pkt4.mac, 0, 2) == 0x0200 and option[55].hex == 0x{{i:x4}}" }
            """)) + "], ";
}
