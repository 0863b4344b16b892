"""Order and schedule: the flows, their deployments and what the Prefect UI shows.

Truth is in our tables; everything here can be deleted and built again (flows/schedule.py: sync).
"""
