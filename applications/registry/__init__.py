"""The national registry of demandes behind one interface (R9): a gateway's client, or the simulator."""

from django.conf import settings

from applications.registry.protocol import Registry


def get_registry() -> Registry:
    """The registry to ask: the gateway at REGISTRY_URL, else the simulator in this database."""
    if settings.REGISTRY_URL:
        from applications.registry.gateway import GatewayRegistry

        return GatewayRegistry(settings.REGISTRY_URL, settings.REGISTRY_TOKEN, settings.REGISTRY_CERTIFICATE)
    from applications.registry.simulator import SimulatedRegistry

    return SimulatedRegistry()


__all__ = ["Registry", "get_registry"]
