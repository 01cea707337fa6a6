using Nestor.Hooks.Exchange;
using Nestor.Model.Logging;
using Nestor.Model.Networks;

namespace Nestor.Engine.V4;

/// <summary>What a query's subnet was chosen by.</summary>
public enum SubnetChoice
{
    /// <summary>The address that a relay (RFC 3527) or the client (RFC 3011) named.</summary>
    Named,

    /// <summary>The relay's address as it is configured.</summary>
    Relay,

    /// <summary>An address of the query or of the interface.</summary>
    Address,

    /// <summary>The interface as it is configured.</summary>
    Interface,
}

/// <summary>Log messages about how a subnet was chosen.</summary>
internal static class SubnetLog
{
    private static readonly LogId RelayId = LogId.Debug(40, "DHCPSRV_CFGMGR_SUBNET4_RELAY");
    private static readonly LogId AddressId = LogId.Debug(40, "DHCPSRV_CFGMGR_SUBNET4_ADDR");
    private static readonly LogId InterfaceId = LogId.Debug(40, "DHCPSRV_CFGMGR_SUBNET4_IFACE");

    private static readonly LogId NoRelayId = LogId.Debug(40, "DHCPSRV_SUBNET4_SELECT_BY_RELAY_ADDRESS_NO_MATCH");
    private static readonly LogId NoAddressId = LogId.Debug(40, "DHCPSRV_SUBNET4_SELECT_BY_ADDRESS_NO_MATCH");
    private static readonly LogId NoInterfaceId = LogId.Debug(40, "DHCPSRV_SUBNET4_SELECT_BY_INTERFACE_NO_MATCH");

    public static void Write(Logger log, Exchange4 exchange, Subnet4? subnet, SubnetChoice by)
    {
        string where = exchange.Arrival.Interface.Name;
        var relay = exchange.Query.Giaddr;
        switch (by)
        {
            case SubnetChoice.Relay when subnet is not null:
                log.Write(RelayId, $"subnet {subnet.Text} is configured for relay {relay}");
                break;
            case SubnetChoice.Interface when subnet is not null:
                log.Write(InterfaceId, $"subnet {subnet.Text} is configured for interface {where}");
                break;
            case SubnetChoice.Named or SubnetChoice.Address when subnet is not null:
                log.Write(AddressId, $"subnet {subnet.Text} has the address that counts: relay {relay}, client {exchange.Query.Ciaddr}, interface {where} with {exchange.Arrival.Interface.Address}");
                break;
            case SubnetChoice.Named:
                log.Write(NoAddressId, $"the subnet that the query names is not configured; nothing else is tried");
                break;
            case SubnetChoice.Relay:
                log.Write(NoRelayId, $"no subnet is configured for relay {relay} or has its address");
                break;
            case SubnetChoice.Address:
                log.Write(NoAddressId, $"no subnet has the client's address {exchange.Query.Ciaddr} or {exchange.Arrival.Source}");
                break;
            default:
                log.Write(NoInterfaceId, $"no subnet is configured for interface {where} or has its address {exchange.Arrival.Interface.Address}");
                break;
        }
    }
}
